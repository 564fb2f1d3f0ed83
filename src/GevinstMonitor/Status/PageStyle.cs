using System.Security.Cryptography;
using System.Text;

namespace GevinstMonitor.Status;

/// <summary>How the status pages look: light and dark, on a wide screen and on a phone.</summary>
internal static class PageStyle
{
    private const string Style = """
        :root{color-scheme:light dark;--ink:#1b1b1b;--paper:#fff;--card:#f5f6f8;--quiet:#4a4a4a;--line:#b9bec6;--link:#00508c;--good:#0b5d1e;--amber:#7a4a00;--red:#a80000;--doubt:#4b3fa0;--path:#9a4a00;--actual:#0b4f9e;--inside:#dfe5ec;--zone:#ffe3ad}
        @media (prefers-color-scheme:dark){:root{--ink:#f2f2f2;--paper:#171717;--card:#222326;--quiet:#c8c8c8;--line:#5d6269;--link:#9ccbff;--good:#a6e3b4;--amber:#ffd27a;--red:#ffb3b3;--doubt:#cfc6ff;--path:#ffb070;--actual:#9ccbff;--inside:#343a42;--zone:#5a4413}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.5 system-ui,"Segoe UI",Roboto,sans-serif;overflow-wrap:anywhere}
        header,main{max-width:72rem;margin:0 auto;padding:0 1rem}
        header{padding-top:1rem;border-bottom:1px solid var(--line)}
        main{padding-top:1rem;padding-bottom:3rem}
        main:focus{outline:none}
        .skip{position:absolute;left:-99rem;padding:.5rem 1rem;background:var(--paper)}
        .skip:focus{left:.5rem;top:.5rem}
        .from,.quiet,.crumbs{color:var(--quiet);margin:0}
        nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:0 .5rem;margin:.25rem 0 0;padding:0}
        nav a{display:block;padding:.625rem .75rem;text-decoration:none;border-bottom:3px solid transparent}
        nav a:hover{text-decoration:underline}
        nav a[aria-current]{border-color:currentColor;font-weight:600;color:var(--ink)}
        a{color:var(--link)}
        :focus-visible{outline:3px solid var(--link);outline-offset:2px}
        h1{font-size:1.75rem;line-height:1.25;margin:.25rem 0 .5rem}
        h2{font-size:1.3125rem;margin:2rem 0 .5rem}
        h3{font-size:1.125rem;margin:0 0 .5rem}
        .verdict{font-size:1.125rem;margin:.5rem 0}
        dl{display:grid;grid-template-columns:minmax(8rem,13rem) 1fr;gap:.25rem 1rem;margin:.75rem 0}
        dt{color:var(--quiet)}
        dd{margin:0}
        .cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(30rem,100%),1fr));gap:1rem}
        .card{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:1rem}
        .card dl{margin-bottom:0}
        .marks{list-style:none;display:flex;flex-wrap:wrap;gap:.375rem;margin:0;padding:0}
        .mark{display:inline-block;padding:.0625rem .5rem;border:1px solid;border-radius:.75rem;font-weight:600;font-size:.9375rem;background:var(--paper);white-space:nowrap}
        .good{color:var(--good)}.amber{color:var(--amber)}.red{color:var(--red)}.doubt{color:var(--doubt)}.idle{color:var(--quiet)}
        .tree,.tree ul{list-style:none;margin:.25rem 0;padding-left:1.25rem;border-left:2px solid var(--line)}
        .tree{padding-left:.75rem}
        .tree li{margin:.375rem 0}
        .scroll{overflow-x:auto;margin:.5rem 0 1rem}
        table{border-collapse:collapse;width:100%;font-size:.9688rem;line-height:1.4;overflow-wrap:normal}
        caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        th,td{padding:.5rem .75rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
        thead th{color:var(--quiet);font-size:.875rem;vertical-align:bottom;border-bottom-width:2px}
        tbody th{font-weight:normal}
        tbody th:not(.at){min-width:10rem}
        .n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
        thead .n{white-space:normal}
        .at{white-space:nowrap}
        .said{min-width:9.5rem}
        figure{margin:0}
        svg.chart{display:block;width:100%;min-width:36rem;max-width:60rem;height:auto}
        .chart text{fill:var(--quiet);font-size:15px}
        .chart .name{font-weight:600}
        .edge{stroke:var(--line)}
        .inside{fill:var(--inside)}
        .zone{fill:var(--zone)}
        .limit{fill:none;stroke:var(--red);stroke-width:1.5;stroke-dasharray:2 4}
        .path{fill:none;stroke:var(--path);stroke-width:2;stroke-dasharray:8 4}
        .stone{fill:var(--paper);stroke:var(--path);stroke-width:2}
        .actual{fill:none;stroke:var(--actual);stroke-width:2.5}
        .ahead{fill:none;stroke:var(--actual);stroke-width:2;stroke-dasharray:2 3}
        .dot{fill:var(--actual);stroke:var(--actual)}
        .held{fill:var(--paper);stroke:var(--actual);stroke-width:2}
        .gone{fill:var(--paper);stroke:var(--ink);stroke-width:2}
        .legend{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;margin:.25rem 0 1rem;padding:0;font-size:.9375rem}
        .legend svg{vertical-align:middle;margin-right:.375rem}
        @media (max-width:30rem){dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.375rem}h1{font-size:1.5rem}.tree,.tree ul{padding-left:.625rem}}
        """;

    /// <summary>As browsers hash it: there every line ends with one character.</summary>
    public static string Sheet { get; } = Style.ReplaceLineEndings("\n");

    /// <summary>What browsers are allowed to do with a page: show it with its one style.</summary>
    public static string Policy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Sheet)))}'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
}
