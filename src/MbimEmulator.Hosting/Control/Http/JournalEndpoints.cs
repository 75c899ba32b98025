using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using MbimEmulator.Journal;
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

    /// <summary>Adds the endpoints.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/journal", Get).WithName("getJournal").WithProblems(400)
            .WithSummary("Entries from a number on, of one modem or kind if that is asked. Personal data is masked unless personal=true.");
        routes.MapGet("/journal/stream", StreamAsync).WithName("followJournal").WithProblems(400).Produces<string>(200, "text/event-stream")
            .WithSummary("The same as server-sent events, each with an entry's number as its id, and then each new one; without a number the new ones alone.");
    }

    private static Ok<JournalPage> Get(EmulatorService emulator, long? from, int? limit, string? modem, string? kind, bool? personal)
    {
        if (limit is < 1 or > MaxLimit)
        {
            throw ControlException.Invalid("limit", $"{limit}", $"1 to {MaxLimit}");
        }

        var journal = emulator.Journal!;
        var isWanted = Filter(modem, kind);
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
                using var document = JsonDocument.Parse(JournalRenderer.ToJson(entry, personal == true));
                entries.Add(document.RootElement.Clone());
            }
        }

        var statistics = journal.Statistics;
        return TypedResults.Ok(new JournalPage(entries, next, statistics.First, statistics.Last, statistics.Dropped));
    }

    private static ServerSentEventsResult<string> StreamAsync(
        HttpContext context, EmulatorService emulator, IHostApplicationLifetime lifetime, long? from, string? modem, string? kind, bool? personal)
    {
        // A browser that lost its connection asks for what is behind the last id that it has.
        var last = long.TryParse(context.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number + 1 : (long?)null;
        var journal = emulator.Journal!;
        var first = Math.Max(1, last ?? from ?? journal.Statistics.Last + 1);
        return TypedResults.ServerSentEvents(FollowAsync(journal, first, Filter(modem, kind), personal == true, lifetime.ApplicationStopping, context.RequestAborted));
    }

    private static async IAsyncEnumerable<SseItem<string>> FollowAsync(
        MessageJournal journal,
        long from,
        Func<JournalEntry, bool> isWanted,
        bool showPersonal,
        CancellationToken stopping,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);
        var entries = journal.FollowAsync(from, ending.Token).GetAsyncEnumerator(CancellationToken.None);
        await using (entries.ConfigureAwait(false))
        {
            while (await MoveNextAsync(entries).ConfigureAwait(false))
            {
                if (isWanted(entries.Current))
                {
                    yield return new SseItem<string>(JournalRenderer.ToJson(entries.Current, showPersonal))
                    {
                        EventId = entries.Current.Number.ToString(CultureInfo.InvariantCulture),
                    };
                }
            }
        }
    }

    private static async Task<bool> MoveNextAsync(IAsyncEnumerator<JournalEntry> entries)
    {
        try
        {
            return await entries.MoveNextAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static Func<JournalEntry, bool> Filter(string? modem, string? kind)
    {
        if (kind is null)
        {
            return entry => modem is null || entry.Modem == modem;
        }

        var kinds = Enum.GetValues<JournalEntryKind>().ToDictionary(each => JsonNamingPolicy.CamelCase.ConvertName(each.ToString()));
        return kinds.TryGetValue(kind, out var wanted)
            ? entry => entry.Kind == wanted && (modem is null || entry.Modem == modem)
            : throw ControlException.Unknown(400, "kind", kind, kinds.Keys);
    }
}
