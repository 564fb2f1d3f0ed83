using System.Text;
using System.Xml;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Collect.Files;

/// <summary>How the cells and texts of a workbook are written.</summary>
internal static class SheetXml
{
    // The most that a cell can hold.
    private const int LongestText = 32_767;

    public static XmlReader Read(Stream stream) =>
        XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, IgnoreComments = true, IgnoreProcessingInstructions = true, CloseInput = true });

    /// <summary>The text of the element that the reader is at, all its runs but no reading aids; leaves the reader at its end.</summary>
    public static string TextOf(XmlReader xml)
    {
        if (xml.IsEmptyElement)
            return "";
        var text = new StringBuilder();
        var buffer = new char[256];
        var depth = xml.Depth;
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "rPh", IsEmptyElement: false, Depth: var aid })
            {
                while (xml.Read() && xml.Depth > aid)
                {
                }
            }

            if (xml.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace))
                continue;
            int read;
            while ((read = xml.ReadValueChunk(buffer, 0, buffer.Length)) > 0)
            {
                if (text.Append(buffer, 0, read).Length > LongestText)
                    throw new SourceException(CollectFault.TooLarge, $"a cell holds more than {LongestText} characters");
            }
        }

        return text.ToString();
    }
}

/// <summary>Addresses of cells as Excel writes them: <c>B7</c>, <c>A1:F20</c>; rows and columns from 1.</summary>
internal static class Reference
{
    /// <returns>Null when it is none.</returns>
    public static (int Row, int Column)? Cell(ReadOnlySpan<char> text)
    {
        var (row, column, i) = (0, 0, 0);
        for (; i < text.Length && char.IsAsciiLetterUpper(text[i]) && column <= Workbook.ColumnsOfSheet; i++)
            column = (column * 26) + text[i] - 'A' + 1;
        return column is >= 1 and <= Workbook.ColumnsOfSheet && int.TryParse(text[i..], System.Globalization.NumberStyles.None, null, out row) && row is >= 1 and <= Workbook.Rows ? (row, column) : null;
    }

    /// <returns>Null when it is none.</returns>
    public static (int Top, int Left, int Bottom, int Right)? Range(string? text)
    {
        var colon = text?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        return Cell(colon < 0 ? text : text.AsSpan(0, colon)) is { } first && Cell(colon < 0 ? text : text.AsSpan(colon + 1)) is { } last && first.Row <= last.Row && first.Column <= last.Column
            ? (first.Row, first.Column, last.Row, last.Column)
            : null;
    }
}
