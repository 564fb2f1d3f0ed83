using System.Text;

namespace GevinstMonitor.Tests;

/// <summary>The console of this process, divided: what is written by whoever asked for a part of their own, or by what they started, comes to that part alone.</summary>
internal sealed class DividedConsole : TextWriter
{
    private static readonly AsyncLocal<(StringWriter Out, StringWriter Error)?> Part = new();

    private readonly Func<TextWriter> _whose;

    static DividedConsole()
    {
        var (@out, error) = (Console.Out, Console.Error);
        Console.SetOut(new DividedConsole(() => Part.Value?.Out ?? @out));
        Console.SetError(new DividedConsole(() => Part.Value?.Error ?? error));
    }

    private DividedConsole(Func<TextWriter> whose) => _whose = whose;

    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>Gives the caller a part of their own, until they ask for another. One writes at a time: the console sees to that.</summary>
    public static (StringWriter Out, StringWriter Error) Own()
    {
        var own = (Out: new StringWriter(), Error: new StringWriter());
        Part.Value = own;
        return own;
    }

    public override void Write(char value) => _whose().Write(value);

    public override void Write(char[] buffer, int index, int count) => _whose().Write(buffer, index, count);

    public override void Write(string? value) => _whose().Write(value);

    public override void Flush() => _whose().Flush();
}
