/** The question with this number; no two pushes ask the same. */
export function questionOf(number: number): string {
  return `第${number}个问题：退货要怎么办？`;
}

/** The only right answer to a question. */
export function answerTo(question: string): string {
  return `您问的是“${question}”。请在七天之内联系我们的客服，说明订单号和原因，我们收到货以后三天之内退款。`;
}
