import { describe, expect, it } from 'vitest';
import { latexToText } from '../../../src/rendering/markdown/latex-to-text.ts';

describe('LaTeX on a line', () => {
  it.each([
    ['x_1+x_2=-\\frac{b}{a}', 'x₁+x₂=-b/a'],
    ['x=\\frac{-b\\pm\\sqrt{b^2-4ac}}{2a}', 'x=(-b±√(b²-4ac))/(2a)'],
    ['\\frac{1}{2}mv^2', '1/2 mv²'],
    ['2\\frac{1}{3}', '2 1/3'],
    ['\\sum_{i=1}^{n} i^2', '∑ᵢ₌₁ⁿi²'],
    ['\\sum_{k=1}^{\\infty}\\frac{1}{k^2}=\\frac{\\pi^2}{6}', '∑(k=1→∞) 1/k²=π²/6'],
    ['\\int_0^1 x\\,dx', '∫₀¹x dx'],
    ['\\lim_{x \\to 0} \\frac{\\sin x}{x}=1', 'lim(x→0) (sin x)/x=1'],
    ['\\max_{x\\in S} f(x)', 'max(x∈S) f(x)'],
    ['\\log_2 n', 'log₂ n'],
    ['O(n \\log n)', 'O(n log n)'],
    ['\\cos^2\\theta+\\sin^2\\theta=1', 'cos² θ+sin² θ=1'],
    ['a_{n+1}, a_{i,j}, v_{平均}', 'aₙ₊₁,a_(i,j),v_平均'],
    ['e^{-x^2/2}', 'e^(-x²/2)'],
    ['A^T x^{-1}', 'Aᵀx⁻¹'],
    ['\\sqrt{2}+\\sqrt[3]{8}', '√2+∛8'],
    ['\\hat{y}=\\vec{a}\\cdot\\vec{b}', '\u0177=a⃗·b⃗'],
    ['f(x)=\\begin{cases} a & x>0 \\\\ b, & x \\le 0\\end{cases}', 'f(x)={a, x>0; b, x≤0'],
    ['\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}', '(1 2; 3 4)'],
    ['\\begin{aligned} a &= b \\\\ &= c \\end{aligned}', 'a=b\n=c'],
    ['\\text{面积}=\\pi r^2', '面积=πr²'],
    ['\\angle A=90^\\circ', '∠A=90°'],
    ['3.14\\times10^{8}', '3.14×10⁸'],
    ['P(A|B)=\\frac{P(B|A)P(A)}{P(B)}', 'P(A|B)=P(B|A)P(A)/P(B)'],
    ['\\binom{n}{k}', 'C(n,k)'],
    ['x\\in\\mathbb{R}, A \\cup B \\neq \\emptyset', 'x∈ℝ,A∪B≠∅'],
    ['\\triangle ABC \\cong \\triangle DEF', '△ABC≅△DEF'],
    ['\\ce{2H2 + O2 -> 2H2O}', '2 H₂ + O₂→2 H₂O'],
    ['\\boxed{42}', '42'],
    ['50\\%', '50%'],
    ['a \\bmod n', 'a mod n'],
    ['E=mc^2 \\tag{1}', 'E=mc² (1)'],
    ['\\begin{align} a &= b \\\\ &= c \\end{align}', 'a=b\n=c'],
  ])('writes %s as %s', (latex, text) => {
    expect(latexToText(latex)).toBe(text);
  });

  it('keeps the spaces that an author set around signs', () => {
    expect(latexToText('E = mc^2')).toBe('E = mc²');
    expect(latexToText('z * 2 < 3')).toBe('z * 2 < 3');
    expect(latexToText('a_n = a_{n - 1} + 2^{n - 1}')).toBe('aₙ = aₙ₋₁ + 2ⁿ⁻¹');
  });

  it('leaves what KaTeX cannot read', () => {
    expect(latexToText('\\unknown{x}')).toBeUndefined();
    expect(latexToText('\\frac{a')).toBeUndefined();
  });

  it.each([
    ['braces', `${'{'.repeat(900)}x${'}'.repeat(900)}`],
    ['fractions', '\\frac{1}{'.repeat(180) + 'x' + '}'.repeat(180)],
    ['a macro that calls itself', '\\def\\x{\\x\\x}\\x'],
    ['one sign', '+'.repeat(2000)],
    ['slashes', '1/'.repeat(1000)],
    ['a long text', 'x'.repeat(100_000)],
  ])('survives %s without end', (_, latex) => {
    expect(() => latexToText(latex)).not.toThrow();
  });
});
