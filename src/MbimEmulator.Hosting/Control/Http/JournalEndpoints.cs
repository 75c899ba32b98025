using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MbimEmulator.Journal;
using MbimEmulator.Patterns;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace MbimEmulator.Hosting.Control.Http;

/// <summary>What happened to the modems and what crossed.</summary>
internal static class JournalEndpoints
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1000;

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = PlainJsonEncoder.Instance };

    /// <summary>Adds the endpoints.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/journal", Get).WithName("getJournal").WithProblems(400)
            .WithSummary("Entries from a number on, optionally only of one modem, of one kind, or messages that match a pattern. Personal data is masked unless personal=true.");
        routes.MapGet("/journal/stream", StreamAsync).WithName("followJournal").WithProblems(400).Produces<string>(200, "text/event-stream")
            .WithSummary("The same as server-sent events, each with the entry's number as its id, followed by new entries as they arrive; without a number, only new entries.");
        routes.MapGet("/findings", GetFindings).WithName("getFindings").WithProblems(400).WithSummary("Violations of MBIM by hosts, from a number on.");
        routes.MapPost("/verify", VerifyAsync).WithName("verify").WithProblems(400, 404)
            .WithSummary("Checks the journal against an expectation. With a timeout, waits until it is met; never, atMost, always and noFindings must hold for all of the time. A virtual clock is not moved.");
    }

    private static Ok<JournalPage> Get(EmulatorService emulator, long? from, int? limit, string? modem, string? kind, string? pattern, bool? personal)
    {
        if (limit is < 1 or > MaxLimit)
        {
            throw ControlException.Invalid("limit", $"{limit}", $"1 to {MaxLimit}");
        }

        var journal = emulator.Journal!;
        var isWanted = Filter(modem, kind, pattern);
        List<JsonElement> entries = [];
        var next = journal.Statistics.Last + 1;
        foreach (var entry in journal.Read(Math.Max(1, from ?? 1)))
        {
            if (entries.Count == (limit ?? DefaultLimit))
            {
                next = entry.Number;
                break;
            }

            next = entry.Number + 1;
            if (isWanted(entry))
            {
                using var document = JsonDocument.Parse(TextOf(entry, personal == true));
                entries.Add(document.RootElement.Clone());
            }
        }

        var statistics = journal.Statistics;
        return TypedResults.Ok(new JournalPage(entries, next, statistics.First, statistics.Last, statistics.Dropped));
    }

    private static Ok<JournalPage> GetFindings(EmulatorService emulator, long? from, int? limit, string? modem) =>
        Get(emulator, from, limit, modem, "finding", pattern: null, personal: null);

    private static async Task StreamAsync(
        HttpContext context, EmulatorService emulator, IHostApplicationLifetime lifetime, long? from, string? modem, string? kind, string? pattern, bool? personal)
    {
        // A browser that lost its connection asks for what is behind the last id that it has.
        // An id that this journal never gave, such as one of an earlier run, tells nothing of where to go on: then it is the new entries alone.
        var journal = emulator.Journal!;
        var next = journal.Statistics.Last + 1;
        var id = context.Request.Headers["Last-Event-ID"].ToString();
        var first = id.Length == 0 ? Math.Max(1, from ?? next)
            : long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var last) && last < next ? last + 1
            : next;
        var isWanted = Filter(modem, kind, pattern);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping, context.RequestAborted);
        context.Response.ContentType = "text/event-stream";
        try
        {
            // The head goes at once: the client knows that from here on it misses nothing.
            await context.Response.Body.FlushAsync(ending.Token).ConfigureAwait(false);
            await foreach (var entry in journal.FollowAsync(first, ending.Token).ConfigureAwait(false))
            {
                if (isWanted(entry))
                {
                    await context.Response.WriteAsync($"id: {entry.Number}\ndata: {TextOf(entry, personal == true)}\n\n", ending.Token).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // The emulator ends, and the stream with it.
            return;
        }
    }

    private static string TextOf(JournalEntry entry, bool showPersonal)
    {
        var json = JsonNode.Parse(JournalRenderer.ToJson(entry, showPersonal))!.AsObject();
        json["line"] = JournalRenderer.ToLine(entry, showPersonal);
        return json.ToJsonString(Relaxed);
    }

    private static async Task<Ok<VerificationResult>> VerifyAsync(
        Verification body, EmulatorService emulator, IHostApplicationLifetime lifetime, CancellationToken cancellationToken)
    {
        var request = RequestBody.Checked(body);
        var patterns = (request.Patterns ?? []).Select(PatternOf).ToArray();
        var timeout = request.Timeout is { } text ? RequestTimeout.Of(text) : TimeSpan.Zero;
        var journal = emulator.Journal!;
        RequireModem(request.Modem, emulator, journal);
        var verifier = journal.Verify(Math.Max(1, request.From ?? 1), request.Modem, request.Host);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        var isToHold = request.Expect is "never" or "atMost" or "always" or "noFindings";
        try
        {
            return TypedResults.Ok(await VerificationWait.RunAsync(journal, () => Expect(verifier, request, patterns), isToHold, timeout, ending.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            throw ControlException.Conflict("The emulator is stopping.");
        }
    }

    // A name that never was one finds nothing, which must not pass for good.
    private static void RequireModem(string? name, EmulatorService emulator, MessageJournal journal)
    {
        if (name is not null && emulator.Modems.All(modem => modem.Group.Name != name) && journal.Read().All(entry => entry.Modem != name))
        {
            _ = ModemEndpoints.Find(emulator, name);
        }
    }

    private static IReadOnlyList<JournalEntry> Expect(JournalVerifier verifier, Verification request, MessagePattern[] patterns)
    {
        Require(request.Expect switch { "inOrder" => patterns.Length > 0, "always" => patterns.Length == 2, "noFindings" => patterns.Length == 0, _ => patterns.Length == 1 },
            "patterns", $"{patterns.Length} patterns", "one; for inOrder any number, for always two, for noFindings none");
        Require(request.Expect is not ("exactly" or "atLeast" or "atMost") || request.Count >= 0, "count", $"{request.Count}", "0 or more");
        switch (request.Expect)
        {
            case "once":
                return [verifier.Once(patterns[0])];
            case "exactly":
                return verifier.Exactly(request.Count!.Value, patterns[0]);
            case "atLeast":
                return verifier.AtLeast(request.Count!.Value, patterns[0]);
            case "atMost":
                return verifier.AtMost(request.Count!.Value, patterns[0]);
            case "never":
                verifier.Never(patterns[0]);
                return [];
            case "inOrder":
                return verifier.InOrder(patterns);
            case "always":
                return verifier.Always(patterns[0], patterns[1]);
            case "noFindings":
                verifier.NoFindings();
                return [];
            default:
                throw ControlException.Unknown(400, "expectation", request.Expect, ["once", "exactly", "atLeast", "atMost", "never", "inOrder", "always", "noFindings"]);
        }
    }

    private static void Require(bool holds, string where, string found, string expected)
    {
        if (!holds)
        {
            throw ControlException.Invalid(where, found, expected);
        }
    }

    private static MessagePattern PatternOf(string text)
    {
        try
        {
            return MessagePattern.Parse(text);
        }
        catch (MessagePatternSyntaxException e)
        {
            throw new ControlException(new ControlProblem(400, e.Message) { Where = "pattern", Found = text.Length <= 100 ? text : text[..100] });
        }
    }

    private static Func<JournalEntry, bool> Filter(string? modem, string? kind, string? pattern)
    {
        var kinds = Enum.GetValues<JournalEntryKind>().ToDictionary(each => JsonNamingPolicy.CamelCase.ConvertName(each.ToString()));
        JournalEntryKind? wanted = kind is null ? null
            : kinds.TryGetValue(kind, out var known) ? known
            : throw ControlException.Unknown(400, "kind", kind, kinds.Keys);
        var fitting = pattern is null ? null : PatternOf(pattern);
        return entry => (modem is null || entry.Modem == modem) && (wanted is null || entry.Kind == wanted) && (fitting is null || entry.IsMatchedBy(fitting));
    }
}
