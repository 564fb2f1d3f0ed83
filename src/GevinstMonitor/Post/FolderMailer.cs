using MimeKit;

namespace GevinstMonitor.Post;

/// <summary>Writes each letter as a .eml file. The same letter is the same file, so that writing it twice gives one.</summary>
public sealed class FolderMailer(string folder) : IMailer
{
    public TimeSpan Lease => TimeSpan.Zero;

    public async Task SendAsync(MimeMessage message, string fileName, CancellationToken ct)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var path = Path.Combine(folder, fileName + ".eml");
            // Of its own, because another process may be writing the same letter.
            var unfinished = Path.Combine(folder, $".{fileName}.{Guid.NewGuid():N}.unfinished");
            try
            {
                await using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write))
                {
                    await message.WriteToAsync(file, ct);
                    file.Flush(flushToDisk: true);
                }

                // A file is there whole, or not at all.
                File.Move(unfinished, path, overwrite: true);
            }
            finally
            {
                File.Delete(unfinished);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MailException($"the folder for letters cannot be written: {e.Message}", everyLetter: true, e);
        }
    }

    public Task TryAsync(CancellationToken ct)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, ".probe");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return Task.CompletedTask;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MailException($"the folder for letters cannot be written: {e.Message}", everyLetter: true, e);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
