using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using GevinstMonitor.Commands;
using GevinstMonitor.Connect;
using GevinstMonitor.Store;
using Microsoft.Extensions.DependencyInjection;

namespace GevinstMonitor.Tests.Store;

/// <summary>A whole store, out of one and into another.</summary>
public sealed class MoveTests
{
    private const string Later = "2026-08-14T07:00";

    private static readonly Lazy<Task<byte[]>> Small = new(async () =>
    {
        using var town = await SmallTownAsync(new SqliteTestStore());
        await ToldAsync("export", "--to", town.PathOf("store.zip"), "--config", town.Config);
        return await File.ReadAllBytesAsync(town.PathOf("store.zip"), Ct);
    });

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    [InlineData("sqlserver")]
    public async Task Store_MovedToAnyKindAndBack_IsTheSameAndGoesOnTheSame(string kind)
    {
        using TestStore middle = kind switch { "postgres" => new PostgresTestStore(), "sqlserver" => new SqlServerTestStore(), _ => new SqliteTestStore() };
        using var first = FullTown.In(new SqliteTestStore());
        using var second = FullTown.In(middle);
        using var third = FullTown.In(new SqliteTestStore());
        await FullTown.LiveAsync(first);
        Assert.All(StoredTable.All, table => Assert.NotEqual(0, first.Query<long>($"select count(*) from {table.Name}").Single()));

        var rounded = new HashSet<string>();
        foreach (var (from, to) in new[] { (first, second), (second, third) })
        {
            var file = from.PathOf("store.zip");
            await ToldAsync("export", "--to", file, "--config", from.Config);
            foreach (var table in JsonNode.Parse(await ToldAsync("import", "--from", file, "--json", "--config", to.Config))!.AsArray().Where(t => (long)t!["rounded"]! > 0))
                rounded.Add((string)table!["name"]!);
        }

        Assert.True(kind == "sqlserver" || rounded.Count == 0);
        var sums = await SumsAsync(first);
        Assert.Equal(StoredTable.All.Count, sums.Count);
        foreach (var town in new[] { second, third })
            Assert.Equal(sums.Where(s => !rounded.Contains(s.Key)), (await SumsAsync(town)).Where(s => !rounded.Contains(s.Key)));

        string[][] questions = [["status", "--json", "--as-of", Later], ["explain", "post/porto", "--json", "--as-of", Later], ["letters", "--json"]];
        foreach (var question in questions)
            await SameAsync(question);
        // What is appended is numbered by what there is: a pass on each appends the same rows, and sends the same letters.
        var letters = new List<string>();
        foreach (var town in new[] { first, second, third })
        {
            var pass = await town.Write("config/maalinger.csv", Given.Figures(("2026-04", 450), ("2026-05", 505), ("2026-06", 560), ("2026-07", 480))).OnceAsync(Later);
            letters.Add(string.Join('\n', pass.Letters.Select(l => $"{l.MessageId} {l.Subject} {l.TextBody}").Order()));
        }

        Assert.Contains("Rød afvigelse", letters[0], StringComparison.Ordinal);
        Assert.Equal([letters[0], letters[0]], letters[1..]);
        var now = await SumsAsync(first);
        Assert.Superset(new HashSet<string> { "deviation_changes", "deviations", "letters", "measurements", "readings" }, now.Where(s => s.Value != sums[s.Key]).Select(s => s.Key).ToHashSet());
        foreach (var town in new[] { second, third })
            Assert.Equal(now.Where(s => !rounded.Contains(s.Key)), (await SumsAsync(town)).Where(s => !rounded.Contains(s.Key)));
        foreach (var question in questions)
            await SameAsync(question);

        async Task SameAsync(string[] question)
        {
            var answers = new List<JsonNode?>();
            foreach (var town in new[] { first, second, third })
                answers.Add(JsonNode.Parse(await ToldAsync([.. question, "--config", town.Config])));
            Assert.All(answers[1..], answer => Assert.True(JsonNode.DeepEquals(answers[0], answer), $"{answers[0]}\n{answer}"));
        }
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Values_OfEveryOddKind_ComeBackAsTheyWere(string kind)
    {
        using TestStore middle = kind == "postgres" ? new PostgresTestStore() : new SqliteTestStore();
        using var first = new Town();
        using var second = new Town(store: middle);
        using var third = new Town();
        await first.StartAsync();
        var (day, moment) = (0, 0);
        foreach (var text in new string?[] { null, "", " ", "\n", "a\r\nb\t\"c\\", "Ærø ß 漢字 🏛 e\u0301", "null", "\u2028\u0001\ufeff" })
            Reading(text, new[] { "2026-07-13", "0001-01-01", "9999-12-31", "2024-02-29" }[day++ % 4], new[] { "2026-07-13T00:00:00.001Z", "0001-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z", "2026-03-29T01:30:00.000Z" }[moment++ % 4]);
        var numbers = new[] { "0", "0.0", "-0.5", "1.50", "0.0000000000000000000000000001", "-0.0000000000000000000000000001", "79228162514264337593543950335", "-79228162514264337593543950335", "7.9228162514264337593543950335", "1234567890123456789012345678", "52.816901408450704225352112676", "100.000" };
        foreach (var (i, number) in numbers.Index())
            first.Query<int>($"insert into measurements values ('andel', '*', '2026-0{i % 9 + 1}', {long.MaxValue - i}, 1, 'Value', '{number}', null)");

        await FullTown.MoveAsync(first, second);
        await FullTown.MoveAsync(second, third);

        Assert.Equal(await SumsAsync(first), await SumsAsync(second));
        var same = first.Facts().Where(f => !f.StartsWith("schema_migrations", StringComparison.Ordinal) && !f.StartsWith("measurements", StringComparison.Ordinal)).ToList();
        Assert.Equal(8, same.Count);
        Assert.Equal(same, third.Facts().Where(f => !f.StartsWith("schema_migrations", StringComparison.Ordinal) && !f.StartsWith("measurements", StringComparison.Ordinal)));
        Assert.Equal(numbers.Select(n => n.Contains('.', StringComparison.Ordinal) ? n.TrimEnd('0').TrimEnd('.') : n), third.Query<string>("select first from measurements order by measurement_id desc"));

        void Reading(string? text, string on, string at)
        {
            using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={first.StoreFile};Pooling=False");
            connection.Open();
            using var insert = connection.CreateCommand();
            insert.CommandText = "insert into readings (indicator_id, source_id, as_of, read_at, query_hash, from_day, to_day, outcome, detail, first_rows, row_count, appended) values ('andel', 'maalinger', @at, @at, 'c0ffee', @on, @on, 'Taken', @text, @text, 9223372036854775807, -2147483648)";
            insert.Parameters.AddWithValue("@at", at);
            insert.Parameters.AddWithValue("@on", on);
            insert.Parameters.AddWithValue("@text", (object?)text ?? DBNull.Value);
            insert.ExecuteNonQuery();
        }
    }

    [Fact]
    public async Task Export_WhileAnotherWrites_IsOfOneMoment()
    {
        using var postgres = Environment.GetEnvironmentVariable("GEVINST_TEST_POSTGRES") is { Length: > 0 } ? new PostgresTestStore() : null;
        foreach (var store in new TestStore?[] { new SqliteTestStore(), postgres }.OfType<TestStore>())
        {
            using var town = await SmallTownAsync(store);
            using var writer = await SmallTownAsync(new SqliteTestStore());
            var database = (await town.StartAsync()).GetRequiredService<Database>();
            var sums = await database.InSnapshotAsync(async (connection, transaction) =>
            {
                var before = await AllAsync(connection, transaction);
                // Another connection, as of another process: it neither waits nor is seen.
                town.Write("config/maalinger.csv", Given.Figures(("2026-05", 480), ("2026-06", 470)));
                var said = await Gevinst.RunAsync("once", "--as-of", "2026-07-14", "--config", town.Config);
                Assert.Equal((0, ""), (said.Exit, said.Error));
                return (Before: before, After: await AllAsync(connection, transaction));
            }, Ct);

            Assert.Equal(sums.Before, sums.After);
            Assert.NotEqual(sums.Before, await database.InSnapshotAsync(AllAsync, Ct));
        }

        static async Task<List<RowSum>> AllAsync(System.Data.Common.DbConnection connection, System.Data.Common.DbTransaction transaction)
        {
            var sums = new List<RowSum>();
            foreach (var table in StoredTable.All)
            {
                await using var rows = table.Rows(connection, transaction);
                sums.Add(await LineWriter.WriteAsync(rows, table, Stream.Null, Ct));
            }

            return sums;
        }
    }

    [Fact]
    public async Task Export_IsItsOwnersAloneAndNeverWrittenOver()
    {
        using var town = await SmallTownAsync(new SqliteTestStore());
        var file = town.PathOf("store.zip");
        var said = await ToldAsync("export", "--to", file, "--config", town.Config);
        Assert.Contains("measurements", said, StringComparison.Ordinal);
        Assert.Contains($"{file}: 16 tables of Prøveby Kommune from sqlite {town.StoreFile}. It holds addresses", said, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        var bytes = await File.ReadAllBytesAsync(file, Ct);

        await RefusedAsync(ExitCode.WrongUsage, "it is there already, and is not written over", "export", "--to", file, "--config", town.Config);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(file, Ct));
        await RefusedAsync(ExitCode.WrongUsage, "that is a folder", "export", "--to", town.Config, "--config", town.Config);
        await RefusedAsync(ExitCode.WrongUsage, "there is no folder", "export", "--to", town.PathOf("none/store.zip"), "--config", town.Config);
        town.Write("other.zip.part", "");
        await RefusedAsync(ExitCode.WrongUsage, "other.zip.part is there, which another export writes", "export", "--to", town.PathOf("other.zip"), "--config", town.Config);
        await RefusedAsync(ExitCode.WrongUsage, "there is no such file", "import", "--from", town.PathOf("none.zip"), "--config", town.Config);
        using var none = Given.OneBenefit();
        await RefusedAsync(ExitCode.WrongUsage, "there is no store yet", "export", "--to", none.PathOf("store.zip"), "--config", none.Config);
        Assert.False(File.Exists(none.StoreFile));
    }

    [Fact]
    public async Task Export_OfAStoreThatOtherHandsChanged_NamesTheColumnAndLeavesNoFile()
    {
        using var town = await SmallTownAsync(new SqliteTestStore());
        town.Query<int>("update letters set sent_at = 'i går'");
        await RefusedAsync(ExitCode.StoreUnusable, "letters.sent_at holds 'i går', which is no moment", "export", "--to", town.PathOf("store.zip"), "--config", town.Config);
        Assert.Empty(Directory.EnumerateFiles(town.PathOf(""), "store.zip*"));
    }

    [Fact]
    public async Task Import_IntoAStoreThatHoldsSomething_IsRefusedAndChangesNothing()
    {
        using var from = await SmallTownAsync(new SqliteTestStore());
        using var to = await SmallTownAsync(new SqliteTestStore());
        await ToldAsync("export", "--to", from.PathOf("store.zip"), "--config", from.Config);
        var before = to.Facts();

        await RefusedAsync(ExitCode.WrongUsage, "is not empty (rows: readings has 1, measurements has 2, ", "import", "--from", from.PathOf("store.zip"), "--config", to.Config);

        Assert.Equal(before, to.Facts());
    }

    [Theory]
    [InlineData("no zip", "it is no zip, or was cut off or damaged")]
    [InlineData("cut off", "it is no zip, or was cut off or damaged")]
    [InlineData("another zip", "it has no manifest.json; it is not what gevinst export writes")]
    [InlineData("manifest is no JSON", "manifest.json, line 1: ")]
    [InlineData("manifest lacks its tables", "manifest.json, line ")]
    [InlineData("another format", "it is written in format 2, and this program reads 1")]
    [InlineData("newer schema", "it is of schema 9999, which is newer than this program's ")]
    [InlineData("older schema", "it is of schema 0001, which is older than this program's ")]
    [InlineData("other columns", "its manifest has no table letters as schema ")]
    [InlineData("entry missing", "it has no letters.ndjson, which its manifest names")]
    [InlineData("entry too many", "it has more.ndjson, which its manifest does not name")]
    [InlineData("table missing", "its manifest has no table letters as schema ")]
    [InlineData("letter turned", "letters.ndjson is not what was exported: it has 1 row of SHA-256 ")]
    [InlineData("row missing", "measurements.ndjson is not what was exported: it has 1 row of SHA-256 ")]
    [InlineData("row twice", "measurements.ndjson is not what was exported: it has 3 rows of SHA-256 ")]
    [InlineData("end missing", "measurements.ndjson, line 2: it does not end")]
    [InlineData("no row", "measurements.ndjson, line 2: ")]
    [InlineData("value missing", "measurements.ndjson, line 1: it has no second")]
    [InlineData("value too many", "measurements.ndjson, line 1: it has more than 8 values")]
    [InlineData("text for an integer", "measurements.ndjson, line 1: its measurement_id is no integer")]
    [InlineData("number otherwise", "measurements.ndjson, line 1: its first '480.0' is written otherwise than '480'")]
    [InlineData("moment otherwise", "readings.ndjson, line 1: ")]
    public async Task Import_OfAFileThatIsDamagedOrForeign_SaysWhereAndLeavesNothing(string damage, string says)
    {
        using var to = Given.OneBenefit();
        var file = to.PathOf("store.zip");
        await File.WriteAllBytesAsync(file, await Small.Value, Ct);
        Damage(file, damage);

        var said = await RefusedAsync(ExitCode.StoreUnusable, says, "import", "--from", file, "--config", to.Config);

        Assert.Contains($"{file} cannot be used: ", said.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(to.StoreFile));
    }

    // In what is compressed, in its headers, wherever: what is not refused is what was exported.
    [Fact]
    public async Task File_WithABitTurnedAnywhere_IsRefusedOrSaysTheSame()
    {
        using var town = new Town();
        var (whole, file) = (await Small.Value, town.PathOf("store.zip"));
        var sums = await ReadAsync();
        var (refused, places) = (0, Fuzz.IsThorough ? whole.Length : 400);
        for (var place = 0; place < places; place++)
        {
            var bytes = (byte[])whole.Clone();
            bytes[(long)place * whole.Length / places] ^= (byte)(1 << (place % 8));
            await File.WriteAllBytesAsync(file, bytes, Ct);
            try
            {
                Assert.Equal(sums, await ReadAsync());
            }
            catch (StoreUnusableException e)
            {
                Assert.StartsWith($"{file} cannot be used: ", e.Message, StringComparison.Ordinal);
                refused++;
            }
        }

        Assert.InRange(refused, places / 2, places);

        async Task<List<RowSum>> ReadAsync()
        {
            if (!File.Exists(file))
                await File.WriteAllBytesAsync(file, whole, Ct);
            using var reader = new StoreFileReader(file);
            var found = new List<RowSum>();
            foreach (var table in StoredTable.All.Where(t => reader.Manifest.Tables.Any(m => m.Name == t.Name)))
            {
                using var lines = new LineWriter(Stream.Null);
                await foreach (var row in reader.RowsAsync(table, Ct))
                    await lines.WriteAsync(row, Ct);
                found.Add(await lines.CompleteAsync(Ct));
            }

            return found;
        }
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Import_ThatComesOutOtherwise_IsTakenBackWhole(string kind)
    {
        using TestStore store = kind == "postgres" ? new PostgresTestStore() : new SqliteTestStore();
        using var from = await SmallTownAsync(new SqliteTestStore());
        using var to = Given.OneBenefit(store);
        await ToldAsync("export", "--to", from.PathOf("store.zip"), "--config", from.Config);
        await to.StartAsync();
        to.Query<int>(kind == "postgres"
            ? "create function meddle() returns trigger language plpgsql as $$ begin new.subject := 'x'; return new; end $$; create trigger meddle before insert on letters for each row execute function meddle()"
            : "create trigger meddle after insert on letters begin update letters set subject = 'x' where letter_id = new.letter_id; end");

        await RefusedAsync(ExitCode.StoreUnusable, "letters came out otherwise than it went in: 1 row of SHA-256 ", "import", "--from", from.PathOf("store.zip"), "--config", to.Config);

        Assert.All(StoredTable.All, table => Assert.Equal(0, to.Query<long>($"select count(*) from {table.Name}").Single()));
    }

    [Theory]
    [InlineData("insert into letters select 'x', kind, post_id, address, 'a' || char(0), body, as_of, written_at, state, attempts, next_try_at, null, null, null, null, null from letters", "letters, about row 2")]
    [InlineData("insert into deviations select 'x', plan_id, benefit_id, 'y', level, opened_period, period_kind, opened_at, 2147483648, null from deviations", "deviations, about row 2")]
    public async Task Import_OfWhatTheStoreCannotHold_SaysWhichTableAndKeepsNothing(string odd, string says)
    {
        using var store = new PostgresTestStore();
        using var from = await SmallTownAsync(new SqliteTestStore());
        using var to = Given.OneBenefit(store);
        from.Query<int>(odd);
        await ToldAsync("export", "--to", from.PathOf("store.zip"), "--config", from.Config);

        await RefusedAsync(ExitCode.StoreUnusable, $"cannot hold {says}: ", "import", "--from", from.PathOf("store.zip"), "--config", to.Config);

        Assert.All(StoredTable.All, table => Assert.Equal(0, to.Query<long>($"select count(*) from {table.Name}").Single()));
    }

    // As SQL Server does.
    [Fact]
    public async Task Numbers_OfMoreDecimalsThanTheStoreHolds_AreRoundedAndSaidToBe()
    {
        using var from = await SmallTownAsync(new SqliteTestStore());
        using var to = await SmallTownAsync(new RoundingStore(), isRead: false);
        from.Query<int>("update deviation_changes set actual = '52.816901408450704225352112676', gap = '-0.0000000000000000005', expected = '55.50'");

        var moved = await FullTown.MoveAsync(from, to);

        Assert.Equal([("deviation_changes", 1L)], moved.Where(t => t.Rounded > 0).Select(t => (t.Name, t.Rounded)));
        Assert.Equal(("52.816901408450704225", "-0.000000000000000001", "55.5"), to.Query<(string, string, string)>("select actual, gap, expected from deviation_changes").Single());
    }

    [Theory]
    [InlineData("measurements", "first", null)]
    [InlineData("deviation_changes", "second", null)]
    [InlineData("deviation_changes", "actual", 18)]
    [InlineData("deviation_changes", "is_told", null)]
    public void SqlServer_HoldsSoManyDecimals(string table, string column, int? decimals)
    {
        using var database = new SqlServerDatabase(new SqlServerLogin(new()));
        var of = StoredTable.All.Single(t => t.Name == table);
        Assert.Equal(decimals, database.DecimalsOf(of, of.Columns.Single(c => c.Name == column)));
    }

    // What its driver gives, and is given.
    [Fact]
    public void SqlServer_IsGivenWhatItsColumnsHold()
    {
        var day = new DateOnly(2024, 2, 29);
        Assert.Equal("0.0000000000000000000000000001", SqlServerFiller.Own(0.0000000000000000000000000001m, ColumnKind.Text));
        Assert.Equal(1.5m, SqlServerFiller.Own(1.5m, ColumnKind.Number));
        Assert.Equal(new DateTime(2024, 2, 29), SqlServerFiller.Own(day, ColumnKind.Day));
        Assert.Equal(day, ColumnTypes.Value(ColumnKind.Day, new DateTime(2024, 2, 29)));
        Assert.Equal(1L, ColumnTypes.Value(ColumnKind.Integer, (short)1));
        Assert.Equal("1.5", ColumnTypes.Plain(ColumnTypes.Value(ColumnKind.Number, 1.500000000000000000m)));
        Assert.Equal("0", ColumnTypes.Plain(ColumnTypes.Value(ColumnKind.Number, "-0.0")));
        Assert.Equal("2026-07-13T04:00:00.001Z", ColumnTypes.Plain(ColumnTypes.Value(ColumnKind.Moment, new DateTimeOffset(2026, 7, 13, 6, 0, 0, 1, TimeSpan.FromHours(2)))));
        Assert.Null(ColumnTypes.Value(ColumnKind.Text, DBNull.Value));
    }

    // Red, and told.
    private static async Task<Town> SmallTownAsync(TestStore store, bool isRead = true)
    {
        var town = Given.OneBenefit(store).Write("config/maalinger.csv", Given.Figures(("2026-05", 480), ("2026-06", 480)));
        if (isRead)
            Assert.Single((await town.OnceAsync("2026-07-13T07:00")).Letters);
        return town;
    }

    private static async Task<Dictionary<string, string>> SumsAsync(Town town)
    {
        var file = town.PathOf($"{Guid.NewGuid():N}.zip");
        return JsonNode.Parse(await ToldAsync("export", "--to", file, "--json", "--config", town.Config))!["tables"]!.AsArray().ToDictionary(t => (string)t!["name"]!, t => $"{t!["rows"]} {t["sha256"]}");
    }

    private static async Task<string> ToldAsync(params string[] arguments)
    {
        var said = await Gevinst.RunAsync(arguments);
        Assert.Equal((0, ""), (said.Exit, said.Error));
        return said.Out;
    }

    private static async Task<Said> RefusedAsync(int exit, string says, params string[] arguments)
    {
        var said = await Gevinst.RunAsync(arguments);
        Assert.Contains(says, said.Error, StringComparison.Ordinal);
        Assert.Equal((exit, ""), (said.Exit, said.Out));
        Assert.Equal(1, said.Error.Count(c => c == '\n'));
        return said;
    }

    private static void Damage(string file, string how)
    {
        switch (how)
        {
            case "no zip":
                File.WriteAllText(file, "måned;digitale;alle\n");
                return;
            case "cut off":
                File.WriteAllBytes(file, File.ReadAllBytes(file)[..^100]);
                return;
            case "another zip":
                using (var zip = new ZipArchive(File.Create(file), ZipArchiveMode.Create))
                    zip.CreateEntry("brev.txt");
                return;
        }

        using var damaged = ZipFile.Open(file, ZipArchiveMode.Update);
        switch (how)
        {
            case "manifest is no JSON":
                Edit(StoreFileWriter.Manifest, _ => "måned;digitale;alle");
                break;
            case "manifest lacks its tables":
                Edit(StoreFileWriter.Manifest, json => json.Replace("\"tables\"", "\"table\"", StringComparison.Ordinal));
                break;
            case "another format":
                Edit(StoreFileWriter.Manifest, json => json.Replace("\"format\": 1", "\"format\": 2", StringComparison.Ordinal));
                break;
            case "newer schema" or "older schema":
                Edit(StoreFileWriter.Manifest, json => json.Replace(string.Create(CultureInfo.InvariantCulture, $"\"schema\": {Migrator.Shipped("sqlite")[^1].Number}"), how == "newer schema" ? "\"schema\": 9999" : "\"schema\": 1", StringComparison.Ordinal));
                break;
            case "other columns":
                Edit(StoreFileWriter.Manifest, json => json.Replace("\"instead_of\"", "\"in_place_of\"", StringComparison.Ordinal));
                break;
            case "entry missing":
                damaged.GetEntry("letters.ndjson")!.Delete();
                break;
            case "entry too many":
                damaged.CreateEntry("more.ndjson");
                break;
            case "table missing":
                damaged.GetEntry("letters.ndjson")!.Delete();
                Edit(StoreFileWriter.Manifest, json =>
                {
                    var manifest = JsonNode.Parse(json)!;
                    manifest["tables"]!.AsArray().RemoveAll(t => (string)t!["name"]! == "letters");
                    return manifest.ToJsonString();
                });
                break;
            case "letter turned":
                Edit("letters.ndjson", lines => lines.Replace("porto", "porta", StringComparison.Ordinal));
                break;
            case "row missing":
                Edit("measurements.ndjson", lines => lines[..(lines.IndexOf('\n', StringComparison.Ordinal) + 1)]);
                break;
            case "row twice":
                Edit("measurements.ndjson", lines => lines + lines.Split('\n')[1] + "\n");
                break;
            case "end missing":
                Edit("measurements.ndjson", lines => lines[..^5]);
                break;
            case "no row":
                Edit("measurements.ndjson", lines => lines.Split('\n')[0] + "\n{}\n");
                break;
            case "value missing":
                Edit("measurements.ndjson", lines => lines.Replace(",\"1000\"]", "]", StringComparison.Ordinal));
                break;
            case "value too many":
                Edit("measurements.ndjson", lines => lines.Replace(",\"1000\"]", ",\"1000\",null]", StringComparison.Ordinal));
                break;
            case "text for an integer":
                Edit("measurements.ndjson", lines => lines.Replace(",1,1,", ",\"1\",1,", StringComparison.Ordinal));
                break;
            case "number otherwise":
                Edit("measurements.ndjson", lines => lines.Replace("\"480\"", "\"480.0\"", StringComparison.Ordinal));
                break;
            case "moment otherwise":
                Edit("readings.ndjson", lines => lines.Replace(".000Z", "Z", StringComparison.Ordinal));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(how), how, null);
        }

        void Edit(string entry, Func<string, string> change)
        {
            string text;
            using (var reader = new StreamReader(damaged.GetEntry(entry)!.Open()))
                text = reader.ReadToEnd();
            Assert.NotEqual(text, change(text));
            damaged.GetEntry(entry)!.Delete();
            using var writer = new StreamWriter(damaged.CreateEntry(entry).Open(), new UTF8Encoding(false));
            writer.Write(change(text));
        }
    }

    private sealed class RoundingStore : SqliteTestStore
    {
        public override void SettleIn(IServiceCollection services) => services.AddSingleton<Database>(new Rounding(File));

        private sealed class Rounding(string file) : SqliteDatabase(file)
        {
            internal override int? DecimalsOf(StoredTable table, StoredColumn column) => column.Kind == ColumnKind.Number && column.Name is not ("first" or "second") ? 18 : null;
        }
    }
}
