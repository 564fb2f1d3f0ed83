using System.Security.Cryptography;
using System.Text;
using GevinstMonitor.Configure;

namespace GevinstMonitor.Tests.Configure;

public sealed class ConfigVersionTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gevinst-version-");

    public void Dispose() => _folder.Delete(recursive: true);

    private string Of(params IEnumerable<(string File, byte[] Bytes)> files)
    {
        foreach (var (file, bytes) in files)
        {
            var path = Path.Combine(_folder.FullName, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, bytes);
        }

        return ConfigVersion.Of(_folder.FullName);
    }

    private string Of(string installation) => Of(("gevinstmonitor.yml", Encoding.UTF8.GetBytes(installation)));

    [Fact]
    public void Of_IsTheSumOfNamesAndTextsInOrder()
    {
        var version = Of(("plans/b.yml", "to: 2\r\n"u8.ToArray()), ("gevinstmonitor.yml", "et: 1\n"u8.ToArray()), ("plans/a.yaml", "år: 3"u8.ToArray()), ("plans/note.txt", "nothing"u8.ToArray()), ("plans/.hidden/c.yml", "x"u8.ToArray()));

        var whole = SHA256.HashData("gevinstmonitor.yml\0et: 1\n\0plans/a.yaml\0år: 3\0plans/b.yml\0to: 2\n\0"u8);
        Assert.Equal(Convert.ToHexStringLower(whole.AsSpan(0, 8)), version);
    }

    // Around the border between what is read at a time and what is read next.
    [Theory]
    [InlineData(0)]
    [InlineData((16 << 10) - 2)]
    [InlineData((16 << 10) - 1)]
    [InlineData(16 << 10)]
    public void Of_LineEndsAndAByteOrderMark_DoNotCount(int before)
    {
        var start = new string('#', before);
        var plain = Of($"{start}\na: 1\n\nb: 2\n");

        Assert.Equal(plain, Of($"{start}\r\na: 1\r\n\r\nb: 2\r\n"));
        Assert.Equal(plain, Of($"{start}\ra: 1\r\rb: 2\r"));
        Assert.Equal(plain, Of($"\uFEFF{start}\na: 1\n\nb: 2\n"));
        Assert.NotEqual(plain, Of($"{start}\na: 1\nb: 2\n"));
        Assert.NotEqual(plain, Of($"{start}\na: 1\n\nb: 3\n"));
    }

    [Fact]
    public void Of_AByteOrderMarkInTheMiddle_IsText() => Assert.NotEqual(Of($"{new string('#', 16 << 10)}x"), Of($"{new string('#', 16 << 10)}\uFEFFx"));
}
