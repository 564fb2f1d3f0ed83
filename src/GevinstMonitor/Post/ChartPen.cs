using System.Reflection;
using SkiaSharp;

namespace GevinstMonitor.Post;

/// <summary>Draws lines, marks and text on a white picture, with the font that is shipped.</summary>
internal sealed class ChartPen : IDisposable
{
    // One for all: reading it again would cost a letter more than its lines.
    private static readonly Lazy<SKTypeface> Face = new(() =>
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("fonts/LiberationSans-Regular.ttf")!;
        using var data = SKData.Create(stream);
        return SKTypeface.FromData(data);
    });

    private readonly SKBitmap _picture;
    private readonly SKCanvas _canvas;
    private readonly SKFont _font = new(Face.Value, 15) { Edging = SKFontEdging.Antialias, Hinting = SKFontHinting.None, Subpixel = true };
    private readonly SKPaint _paint = new() { IsAntialias = true, StrokeJoin = SKStrokeJoin.Round };

    /// <param name="scale">Pixels a point: two are sharp on the screens of telephones.</param>
    public ChartPen(int width, int height, int scale)
    {
        _picture = new SKBitmap(new SKImageInfo(width * scale, height * scale, SKColorType.Rgb888x, SKAlphaType.Opaque));
        _canvas = new SKCanvas(_picture);
        _canvas.Scale(scale);
        _canvas.Clear(SKColors.White);
    }

    public float WidthOf(string text) => _font.MeasureText(text);

    public void Line(IReadOnlyList<SKPoint> points, string colour, float width, params float[] dashes)
    {
        using var path = PathOf(points, close: false);
        using var dash = dashes.Length > 0 ? SKPathEffect.CreateDash(dashes, 0) : null;
        (_paint.Color, _paint.Style, _paint.StrokeWidth, _paint.PathEffect) = (SKColor.Parse(colour), SKPaintStyle.Stroke, width, dash);
        _canvas.DrawPath(path, _paint);
        _paint.PathEffect = null;
    }

    /// <summary>A closed form: filled, and with an edge where one is stated.</summary>
    public void Form(IReadOnlyList<SKPoint> points, string fill, string? edge = null, float width = 1)
    {
        using var path = PathOf(points, close: true);
        Filled(fill);
        _canvas.DrawPath(path, _paint);
        if (edge is null)
            return;
        Edged(edge, width);
        _canvas.DrawPath(path, _paint);
    }

    public void Disc(SKPoint at, float radius, string fill, string edge, float width)
    {
        Filled(fill);
        _canvas.DrawCircle(at, radius, _paint);
        Edged(edge, width);
        _canvas.DrawCircle(at, radius, _paint);
    }

    public void Diamond(SKPoint at, float radius, string fill, string edge) =>
        Form([new(at.X, at.Y - radius), new(at.X + radius, at.Y), new(at.X, at.Y + radius), new(at.X - radius, at.Y)], fill, edge, 2);

    public void Cross(SKPoint at, float radius, string colour)
    {
        Line([new(at.X - radius, at.Y - radius), new(at.X + radius, at.Y + radius)], colour, 2);
        Line([new(at.X - radius, at.Y + radius), new(at.X + radius, at.Y - radius)], colour, 2);
    }

    /// <param name="at">On the line that letters stand on.</param>
    /// <param name="halo">Whether white keeps the text apart from the lines behind it.</param>
    public void Text(string text, SKPoint at, SKTextAlign align, string colour, bool halo = false)
    {
        if (halo)
        {
            Edged("#ffffff", 4);
            _canvas.DrawText(text, at, align, _font, _paint);
        }

        Filled(colour);
        _canvas.DrawText(text, at, align, _font, _paint);
    }

    public byte[] Png()
    {
        using var pixels = _picture.PeekPixels();
        // A quarter of the time that the encoder takes when it is left to choose, and no more bytes: lines on white are alike from pixel to pixel.
        using var data = pixels!.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.Sub, 4));
        return data!.ToArray();
    }

    public void Dispose()
    {
        _paint.Dispose();
        _font.Dispose();
        _canvas.Dispose();
        _picture.Dispose();
    }

    private void Filled(string colour) => (_paint.Color, _paint.Style) = (SKColor.Parse(colour), SKPaintStyle.Fill);

    private void Edged(string colour, float width) => (_paint.Color, _paint.Style, _paint.StrokeWidth) = (SKColor.Parse(colour), SKPaintStyle.Stroke, width);

    private static SKPath PathOf(IReadOnlyList<SKPoint> points, bool close)
    {
        var path = new SKPath();
        path.AddPoly([.. points], close);
        return path;
    }
}
