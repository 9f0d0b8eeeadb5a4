/** The panel's own faces as CSS with absolute addresses, for a document that can't load those of the server. */
export function panelFaces(sheets: Iterable<CSSStyleSheet> = document.styleSheets): string {
  const faces: string[] = []
  for (const sheet of sheets) {
    const base = sheet.href ?? document.baseURI
    for (const rule of rulesOf(sheet))
      if (rule instanceof CSSFontFaceRule)
        faces.push(
          rule.cssText.replace(
            /url\("?([^")]+)"?\)/g,
            (_, address: string) => `url("${new URL(address, base).href}")`
          )
        )
  }
  return faces.join('\n')
}

/** A sheet of another origin doesn't show its rules. */
function rulesOf(sheet: CSSStyleSheet): Iterable<CSSRule> {
  try {
    return sheet.cssRules
  } catch {
    return []
  }
}
