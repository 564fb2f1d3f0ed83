namespace GevinstMonitor.Post;

/// <summary>How a report looks: on a wide screen, on a phone, and on A4.</summary>
internal static class ReportStyle
{
    public const string Sheet = """

        :root { color-scheme: light; }
        * { box-sizing: border-box; }
        body { margin: 0; background: #fff; color: #1b1b1b; font: 16px/1.5 Arial, Helvetica, "Liberation Sans", sans-serif; overflow-wrap: anywhere; }
        main, footer { max-width: 1080px; margin: 0 auto; padding: 24px 20px; }
        footer { border-top: 1px solid #c9ced6; color: #4a4f55; font-size: 14px; }
        h1 { margin: 0 0 12px; font-size: 30px; line-height: 1.2; hyphens: auto; }
        h2 { margin: 44px 0 12px; padding-top: 16px; border-top: 2px solid #1b1b1b; font-size: 23px; line-height: 1.25; }
        h3 { margin: 28px 0 8px; font-size: 18px; line-height: 1.3; }
        p { margin: 0 0 12px; max-width: 75ch; }
        a { color: #0b4f9e; }
        a:focus-visible, [tabindex]:focus-visible { outline: 3px solid #0b4f9e; outline-offset: 2px; }
        .verdict { margin: 0 0 20px; padding: 12px 16px; border-left: 8px solid; background: #f3f5f8; font-size: 20px; line-height: 1.4; font-weight: bold; max-width: none; }
        .good { border-color: #2e7d32; } .amber { border-color: #e09000; } .red { border-color: #b00020; } .doubt { border-color: #5b5fc7; } .fault { border-color: #4a4f55; }
        dl { margin: 0 0 16px; } dd { margin: 0; }
        .money { display: grid; grid-template-columns: repeat(3, 1fr); gap: 12px; }
        .money div { padding: 12px 16px; border: 1px solid #c9ced6; }
        .money dt { color: #4a4f55; font-size: 15px; }
        .money dd { color: #4a4f55; font-size: 14px; line-height: 1.4; }
        .money strong { display: block; color: #1b1b1b; font-size: 23px; line-height: 1.3; }
        .facts { font-size: 15px; }
        .facts div { display: grid; grid-template-columns: 15em 1fr; gap: 0 16px; padding: 2px 0; }
        .facts dt { color: #4a4f55; }
        nav ol { margin: 0; padding-left: 1.4em; }
        nav h2 { font-size: 18px; border-top-width: 1px; }
        img { display: block; width: 100%; max-width: 640px; height: auto; margin: 0 0 12px; }
        .scroll { overflow-x: auto; margin: 0 0 16px; }
        table { border-collapse: collapse; width: 100%; font-size: 15px; line-height: 1.4; overflow-wrap: break-word; }
        th, td { padding: 6px 10px; border-bottom: 1px solid #d5d9df; text-align: left; vertical-align: top; }
        thead th { border-bottom: 2px solid #4a4f55; color: #4a4f55; font-size: 14px; vertical-align: bottom; }
        tbody th { font-weight: normal; }
        tr[class] > th { border-left: 5px solid; border-left-color: inherit; }
        .n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
        .at { white-space: nowrap; }
        thead .n { white-space: normal; }
        pre { margin: 0 0 12px; padding: 12px; background: #f3f5f8; font-size: 13px; line-height: 1.45; white-space: pre-wrap; }
        @media (max-width: 640px) {
          main, footer { padding: 16px 14px; }
          h1 { font-size: 21px; } h2 { font-size: 19px; } .verdict { font-size: 18px; }
          .money { grid-template-columns: 1fr; }
          .facts div { grid-template-columns: 1fr; padding: 4px 0; }
          table { font-size: 14px; } th, td { padding: 5px 8px; }
        }
        @page { size: A4; margin: 16mm 14mm 18mm; @bottom-right { content: counter(page) " / " counter(pages); font: 9pt Arial, Helvetica, "Liberation Sans", sans-serif; color: #4a4f55; } }
        @media print {
          body { font-size: 10pt; } main, footer { max-width: none; padding: 0; }
          h1 { font-size: 20pt; } h2 { font-size: 15pt; margin-top: 22pt; } h3 { font-size: 12pt; }
          .verdict { font-size: 13pt; } .money strong { font-size: 14pt; } .money dd, .money dt { font-size: 9pt; }
          table, .facts { font-size: 8.5pt; } thead th { font-size: 8.5pt; } th, td { padding: 3pt 5pt; } pre { font-size: 8pt; }
          .scroll { overflow: visible; }
          .verdict, .money div, tr { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
          h1, h2, h3, h3 + p { break-after: avoid; } tr, img, nav, .facts div, .money { break-inside: avoid; } thead { display: table-header-group; }
          main > section:last-of-type { break-before: page; }
          main > section:last-of-type > h2 { margin-top: 0; }
          p { orphans: 3; widows: 3; }
          img { max-width: 150mm; }
        }

        """;
}
