/** A model's wish to have a tool run. */
export interface ToolCall {
  /** By which the result is told; made here where the vendor sent none. */
  readonly id: string;
  readonly name: string;
  /** JSON of an object, `{}` where the model wrote none. */
  readonly arguments: string;
}

/** What a model asked for in one message. */
export interface ToolRequest {
  /** The model that asks, as `provider/model`. */
  readonly model: string;
  /** The assistant message as it was received, with fields that only its vendor knows: it goes back unchanged. */
  readonly message: Readonly<Record<string, unknown>>;
  readonly calls: readonly [ToolCall, ...ToolCall[]];
}

/** What became of a call. */
export interface ToolResult {
  /** Of the call. */
  readonly id: string;
  /** What the model reads. */
  readonly text: string;
}

/** One request with its results: all of them before the model is asked again. */
export interface ToolRound extends ToolRequest {
  readonly results: readonly ToolResult[];
}
