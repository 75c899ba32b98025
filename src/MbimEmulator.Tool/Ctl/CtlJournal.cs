using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace MbimEmulator.Tool.Ctl;

/// <summary><c>ctl journal</c> and <c>ctl verify</c>.</summary>
internal static class CtlJournal
{
    private static readonly Option<string?> Modem = new("--modem") { Description = "Only entries of this modem.", HelpName = "NAME" };

    private static readonly Option<long?> From = new("--from") { Description = "The number of the first entry.", HelpName = "N" };

    /// <summary>Makes <c>journal</c>.</summary>
    public static Command Create(CtlOptions options)
    {
        var pattern = new Option<string?>("--pattern") { Description = "Only messages that match this pattern, such as 'CONNECT set'.", HelpName = "PATTERN" };
        var kind = new Option<string?>("--kind") { Description = "Only entries of this kind, such as message, fault or finding.", HelpName = "KIND" };
        var limit = new Option<int?>("--limit") { Description = "Maximum number of entries. [default: 100]", HelpName = "N" };
        var personal = new Option<bool>("--personal") { Description = "Show IMSI, ICCID, IMEI and telephone numbers." };
        var follow = new Option<bool>("--follow") { Description = "Print new entries as they arrive, until Ctrl-C." };
        var command = new Command("journal", "Prints the journal: traffic and events.") { Modem, From, pattern, kind, limit, personal, follow };
        command.SetAction((result, cancellationToken) =>
        {
            var query = string.Join(
                '&',
                new[]
                {
                    ("modem", result.GetValue(Modem)), ("from", result.GetValue(From)?.ToString(CultureInfo.InvariantCulture)), ("pattern", result.GetValue(pattern)),
                    ("kind", result.GetValue(kind)), ("limit", result.GetValue(limit)?.ToString(CultureInfo.InvariantCulture)),
                    ("personal", result.GetValue(personal) ? "true" : null),
                }.Where(pair => pair.Item2 is not null).Select(pair => $"{pair.Item1}={Uri.EscapeDataString(pair.Item2!)}"));
            return result.GetValue(follow)
                ? CtlRequest.FollowAsync(options, result, "/journal/stream?" + query, cancellationToken)
                : CtlRequest.RunAsync(options, result, client => client.SendAsync(HttpMethod.Get, "/journal?" + query), cancellationToken);
        });
        return command;
    }

    /// <summary>Makes <c>verify</c>.</summary>
    public static Command CreateVerify(CtlOptions options)
    {
        var expect = new Argument<string>("EXPECT") { Description = "once, exactly, atLeast, atMost, never, inOrder, always or noFindings." };
        var patterns = new Argument<string[]>("PATTERN") { Description = "The patterns that messages must match.", Arity = ArgumentArity.ZeroOrMore };
        var count = new Option<int?>("--count") { Description = "The number, for exactly, atLeast and atMost.", HelpName = "N" };
        var timeout = new Option<string?>("--timeout")
        {
            Description = "Wait so long at most until the expectation is met, such as 500ms, 30s or 2m; never, atMost, always and noFindings must hold for all of this time.",
            HelpName = "TIME",
        };
        var command = new Command("verify", "Checks the journal against an expectation; exit code 1 if it is not met.") { expect, patterns, count, timeout, Modem, From };
        command.SetAction((result, cancellationToken) => CtlRequest.RunAsync(
            options,
            result,
            client =>
            {
                var body = new
                {
                    expect = result.GetValue(expect),
                    patterns = result.GetValue(patterns),
                    count = result.GetValue(count),
                    modem = result.GetValue(Modem),
                    from = result.GetValue(From),
                    timeout = result.GetValue(timeout),
                };
                return client.SendAsync(HttpMethod.Post, "/verify", JsonSerializer.Serialize(body, CtlRequest.Body));
            },
            cancellationToken,
            result.GetValue(timeout)));
        return command;
    }
}
