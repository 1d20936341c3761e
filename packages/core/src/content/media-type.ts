import mime from 'mime';

/**
 * The media type that a file's name suggests, such as `text/html`; undefined where its extension says nothing.
 *
 * No charset is added: that is for the file itself (or `--mime-type`) to say, not for its name.
 */
export function mediaType(name: string): string | undefined {
  // The library takes a name without directory and dot for a bare extension; a file called `html` is none.
  return mime.getType(`/${name}`) ?? undefined;
}
