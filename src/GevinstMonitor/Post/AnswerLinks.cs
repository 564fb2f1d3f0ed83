using GevinstMonitor.Configure;
using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Store;

namespace GevinstMonitor.Post;

/// <summary>The links by which a post answers a deviation.</summary>
public sealed record AnswerLinks(string Acknowledge, string Accept, string Dispute, string Confirm);

/// <summary>Makes the links of letters.</summary>
public sealed class Links(Catalog catalog, AnswerTokens tokens)
{
    /// <summary>The links for a post to answer a deviation by; each time others, for whose expiry counts from now.</summary>
    /// <param name="deviation">The deviation's id.</param>
    /// <param name="post">The post that the letter goes to.</param>
    /// <returns>Null where the installation has no pages: then a letter says how to answer with <c>gevinst respond</c>.</returns>
    public AnswerLinks? For(string deviation, string post, DateTimeOffset now)
    {
        if (catalog.Installation.Letters.Answers is not { } answers)
            return null;
        var page = $"{answers.Url.TrimEnd('/')}/answer/{tokens.Write(new AnswerToken(deviation, post, now + answers.ValidFor))}";
        return new AnswerLinks(Of(ResponseKind.Acknowledged), Of(ResponseKind.Accepted), Of(ResponseKind.Disputed), Of(ResponseKind.Confirmed));

        string Of(ResponseKind kind) => $"{page}?kind={kind.ToString().ToLowerInvariant()}";
    }
}
