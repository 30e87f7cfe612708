/** The part of the parser that is used here; the package has no types of its own. */
declare module 'saxen' {
  export type DecodeEntities = (text: string) => string;
  export type Attributes = () => Readonly<Record<string, string>>;

  export class Parser {
    on(event: 'error', listener: (error: Error) => void): this;
    on(event: 'openTag', listener: (name: string, attributes: Attributes, decode: DecodeEntities) => void): this;
    on(event: 'closeTag', listener: (name: string) => void): this;
    parse(xml: string): this;
  }
}
