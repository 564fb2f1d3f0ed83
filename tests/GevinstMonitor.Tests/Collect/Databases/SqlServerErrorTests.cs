using GevinstMonitor.Core.Readings;
using GevinstMonitor.Tests.Post;

namespace GevinstMonitor.Tests.Collect.Databases;

/// <summary>SQL Server's errors, by the driver's own account of them.</summary>
public sealed class SqlServerErrorTests
{
    [Theory]
    [InlineData(18456, 14, CollectFault.LoginRefused, 1)]
    [InlineData(18452, 14, CollectFault.LoginRefused, 1)]
    [InlineData(4060, 11, CollectFault.LoginRefused, 1)]
    [InlineData(916, 14, CollectFault.LoginRefused, 1)]
    [InlineData(229, 14, CollectFault.LoginRefused, 1)]
    [InlineData(1205, 13, CollectFault.Unreachable, 3)]
    [InlineData(1222, 16, CollectFault.Unreachable, 3)]
    [InlineData(40197, 17, CollectFault.Unreachable, 3)]
    [InlineData(40501, 20, CollectFault.Unreachable, 3)]
    [InlineData(40613, 17, CollectFault.Unreachable, 3)]
    [InlineData(49918, 16, CollectFault.Unreachable, 3)]
    [InlineData(49919, 16, CollectFault.Unreachable, 3)]
    [InlineData(49920, 16, CollectFault.Unreachable, 3)]
    [InlineData(10928, 16, CollectFault.Unreachable, 3)]
    [InlineData(10929, 16, CollectFault.Unreachable, 3)]
    [InlineData(6005, 14, CollectFault.Unreachable, 3)]
    [InlineData(17142, 14, CollectFault.Unreachable, 3)]
    [InlineData(18401, 14, CollectFault.Unreachable, 3)]
    [InlineData(208, 16, CollectFault.QueryRefused, 1)]
    [InlineData(102, 15, CollectFault.QueryRefused, 1)]
    [InlineData(245, 16, CollectFault.QueryRefused, 1)]
    [InlineData(823, 24, CollectFault.Unreachable, 1)]
    public async Task Error_OfSqlServer_IsTriedAgainOnlyWhenItMayPass(int number, byte severity, CollectFault fault, int calls)
    {
        await using var server = LoopbackTds.Refusing(number, severity);
        using var town = ServerTests.Town("sqlserver", server.ConnectionString + ";Encrypt=false", "select 1 as period");

        var failed = (await town.ReadAsync(new HastyClock(TimeSpan.FromSeconds(20)))).Failed();

        Assert.True((fault, calls) == (failed.Fault, server.Calls), $"{failed.Fault} after {server.Calls}: {failed.Detail}");
        Assert.Equal(number == 245, !failed.Detail.Contains("Nope.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Server_WithoutEncryption_IsTlsRefused()
    {
        await using var server = LoopbackTds.Refusing(18456, 14);
        using var town = ServerTests.Town("sqlserver", server.ConnectionString, "select 1 as period");

        Assert.Equal(CollectFault.TlsRefused, (await town.ReadAsync()).Failed().Fault);
        Assert.Equal(1, server.Calls);
    }

    [Fact]
    public async Task Server_WithACertificateThatNobodySigned_IsTlsRefused()
    {
        using var own = Certificates.Own("localhost");
        await using var server = LoopbackTds.WithTls(own);
        using var town = ServerTests.Town("sqlserver", server.ConnectionString + ";Encrypt=Strict", "select 1 as period");

        Assert.Equal(CollectFault.TlsRefused, (await town.ReadAsync()).Failed().Fault);
        Assert.Equal(1, server.Calls);
    }

    [Fact]
    public async Task Server_ThatHangsUp_IsTriedThreeTimes()
    {
        await using var server = LoopbackTds.HangingUp();
        using var town = ServerTests.Town("sqlserver", server.ConnectionString, "select 1 as period");

        Assert.Equal(CollectFault.Unreachable, (await town.ReadAsync(new HastyClock(TimeSpan.FromSeconds(20)))).Failed().Fault);
        Assert.Equal(3, server.Calls);
    }
}
