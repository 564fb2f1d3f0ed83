using System.Globalization;
using Fluid;
using Fluid.Values;

namespace GevinstMonitor.Configure;

/// <summary>The language of templates: Liquid, and what of it a letter may use.</summary>
internal static class Liquid
{
    public static FluidParser Parser { get; } = new();

    public static TemplateOptions Options { get; } = Allowed();

    private static TemplateOptions Allowed()
    {
        // More steps than the longest letter takes; a loop without an end must have one.
        var options = new TemplateOptions { CultureInfo = CultureInfo.InvariantCulture, MaxSteps = 500_000 };
        // What is escaped stays so, and a letter says the same whenever it is filled in.
        foreach (var filter in new[] { "raw", "date", "format_date" })
            options.Filters.Remove(filter);
        // For plain text: blanks up to a width, and a line of the text's width.
        options.Filters.AddFilter("pad", (input, arguments, _) => StringValue.Create(input.ToStringValue().PadRight((int)Math.Clamp(arguments.At(0).ToNumberValue(), 0, 100))));
        options.Filters.AddFilter("underline", (input, _, _) => StringValue.Create(new string('-', Math.Min(72, input.ToStringValue().Length))));
        return options;
    }
}
