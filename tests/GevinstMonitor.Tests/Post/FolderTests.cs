namespace GevinstMonitor.Tests.Post;

/// <summary>Letters as files.</summary>
public sealed class FolderTests
{
    [Fact]
    public async Task Letter_WrittenTwice_IsOneFileAsBefore()
    {
        using var post = PostTown.With(new Town());
        await post.PutAsync(PostTown.Letter("aaaa"));
        await post.DeliverAsync();
        var path = Assert.Single(Directory.GetFiles(post.Town.Mail));
        Assert.Equal("20260713T0800-chef-aaaa.eml", Path.GetFileName(path));
        var first = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);

        // As when the process dies after the file is there and before the letter is marked, in a store as it was then.
        post.Town.Query<int>("update letters set state = 'Waiting', sent_at = null");
        Assert.Equal(1, (await post.DeliverAsync()).Sent);
        Assert.Equal(path, Assert.Single(Directory.GetFiles(post.Town.Mail)));
        Assert.Equal(first, await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Postmen_TwoAtOnceIntoAFolder_WriteEachLetterOnceWithoutAFault()
    {
        using var post = PostTown.With(new Town());
        await post.PutAsync(PostTown.Letters(20));

        var deliveries = await post.DeliverByTwoAsync();
        Assert.All(deliveries, d => Assert.Empty(d.Faults));
        Assert.Equal(20, deliveries.Sum(d => d.Sent));
        Assert.Equal(20, Directory.GetFiles(post.Town.Mail).Length);
        Assert.All(post.States(), state => Assert.EndsWith(" Sent", state, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Letter_ThatCannotBeRead_WaitsAndTheOthersLeave()
    {
        using var post = PostTown.With(new Town());
        await post.PutAsync(PostTown.Letter("aaaa"), PostTown.Letter("bbbb"));
        // As when a newer program wrote it.
        post.Town.Query<int>("update letters set body = replace(body, '\"Tone\":2', '\"Tone\":\"purple\"') where letter_id = 'aaaa'");

        var delivery = await post.DeliverAsync();
        Assert.Equal((1, 1, 0), (delivery.Sent, delivery.Postponed, delivery.GivenUp));
        Assert.Equal("letter aaaa: it could not be sent: JsonException", Assert.Single(delivery.Faults));
        Assert.Equal(["aaaa Waiting", "bbbb Sent"], post.States());
    }

    [Fact]
    public async Task Letter_ThatCannotGetItsName_LeavesNothingBehindHoweverOftenItIsTried()
    {
        using var post = PostTown.With(new Town());
        await post.PutAsync(PostTown.Letter("aaaa"));
        Directory.CreateDirectory(Path.Combine(post.Town.Mail, "20260713T0800-chef-aaaa.eml"));

        Assert.Equal(1, (await post.DeliverAsync()).Postponed);
        Assert.Empty(Directory.GetFiles(post.Town.Mail));
    }

    [Fact]
    public async Task Folder_ThatCannotBeMade_KeepsLettersWaitingAndIsExitCode1()
    {
        using var town = Given.OneBenefit();
        town.Write("config/maalinger.csv", Given.Figures(("2026-05", 505), ("2026-06", 480)));
        // A file stands where the folder should be.
        town.Write("mail", "");

        var said = await Gevinst.RunAsync("once", "--config", town.Config, "--as-of", "2026-07-08");
        Assert.Equal(1, said.Exit);
        Assert.Contains("Not sent: letter", said.Out, StringComparison.Ordinal);
        Assert.Contains("the folder for letters cannot be written", said.Out, StringComparison.Ordinal);
        Assert.Contains("0 letters sent", said.Out, StringComparison.Ordinal);
        Assert.Contains("1 waiting.", said.Out, StringComparison.Ordinal);
        Assert.Equal(["Waiting"], town.Query<string>("select state from letters"));
        Assert.Equal(1, (await Gevinst.RunAsync("check", "--connect", "--config", town.Config)).Exit);

        File.Delete(town.Mail);
        town.Query<int>("update letters set next_try_at = written_at");
        Assert.Equal(0, (await Gevinst.RunAsync("once", "--config", town.Config, "--as-of", "2026-07-08")).Exit);
        Assert.Single(town.Letters());
    }
}
