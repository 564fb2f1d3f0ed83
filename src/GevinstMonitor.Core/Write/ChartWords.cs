namespace GevinstMonitor.Core.Write;

/// <summary>What stands on a chart beside its numbers.</summary>
/// <param name="Path">The target path.</param>
/// <param name="Actual">What was measured.</param>
/// <param name="Limits">What the process does by itself.</param>
/// <param name="Forecast">Where it goes, with the interval that holds it four times in five.</param>
/// <param name="Held">A figure in doubt.</param>
/// <param name="Missing">A period without a figure.</param>
/// <param name="Withheld">A figure that letters do not tell.</param>
/// <param name="Kroner">The unit, above an axis.</param>
public sealed record ChartWords(string Path, string Actual, string Limits, string Forecast, string Held, string Missing, string Withheld, string Kroner);
