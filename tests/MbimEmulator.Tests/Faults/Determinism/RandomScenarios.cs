using System.Globalization;
using System.Text;
using MbimEmulator.NamedFaults;

namespace MbimEmulator.Tests.Faults.Determinism;

/// <summary>Scenario files made by chance, the same for the same number.</summary>
internal static class RandomScenarios
{
    private static readonly FaultDefinition[] Faults = [.. FaultLibrary.All.Where(fault => fault.IsAvailable)];

    private static readonly string[] Answers =
    [
        "{ commandDone: \"*\" }", "{ commandDone: \"BASIC_CONNECT.*\", operation: query }", "{ commandDone: \"*\", operation: set }",
        "{ commandDone: \"*\", status: success }",
    ];

    private static readonly string[] ToAnswers =
    [
        "drop", "busy", "{ delay: 300ms }", "{ delay: { median: 200ms, sigma: 1.5 } }", "{ delay: { uniform: [10ms, 3s], holdsOthers: true } }",
        "{ late: 2 }", "{ duplicate: { copies: 2, gap: 150ms } }", "{ reorder: 2 }", "{ swapTransactionId: { add: 7 } }", "{ swapCid: 3 }",
        "{ answer: failure }", "{ functionError: unknown }", "{ patch: { offset: 30, bytes: \"00 ff\" } }", "{ resize: -4 }",
        "{ resize: { by: 12, keepsLengthsRight: true } }", "{ garbage: 24 }", "{ garbage: { count: 8, place: after } }",
        "{ fragment: { size: 64, gap: 20ms, order: [1, 0] } }", "{ fragment: { size: 72, missing: 1 } }", "{ concatenate: 2 }",
        "{ dribble: { size: 7, gap: 1ms } }", "{ stall: { uniform: [100ms, 2s] } }", "{ throttle: { bytesPerSecond: 200, for: 5s } }",
        "{ indicate: SIGNAL_STATE }", "{ storm: { cid: RADIO_STATE, count: 6, every: 40ms } }", "{ set: lose-coverage }", "{ set: { signal: 3 } }",
    ];

    private static readonly string[] Commands = ["{ command: \"*\" }", "{ command: \"BASIC_CONNECT.*\", operation: query }", "{ command: CONNECT }"];

    private static readonly string[] ToCommands =
    [
        "drop", "{ delay: { uniform: [1ms, 900ms] } }", "{ duplicate: 1 }", "{ reorder: 1 }", "{ patch: { offset: -1, bytes: \"01\" } }", "{ answer: busy }",
        "{ functionError: notOpened }", "{ set: regain-coverage }", "{ set: eject-sim }", "{ set: insert-sim }",
    ];

    private static readonly string[] Times = ["{ at: 3s, every: 4s }", "{ at: 11s }", "{ state: { registration: home } }", "{ bytes: { direction: toHost, count: 900 } }", "open"];

    private static readonly string[] ToTimes =
    [
        "{ set: reset }", "{ set: lose-coverage }", "{ set: regain-coverage }", "{ set: { signal: 20 } }", "{ indicate: REGISTER_STATE }",
        "{ storm: { cid: SIGNAL_STATE, count: 9, every: 100ms } }", "{ stall: 700ms }", "{ set: eject-sim }", "{ set: insert-sim }",
    ];

    private static readonly string[] Calls = ["{ call: \"*\" }", "{ call: OpenDataSession }"];

    private static readonly string[] ToCalls = ["{ refuse: E_ACCESSDENIED }", "{ delay: { uniform: [1ms, 2s] } }", "drop", "hangUp"];

    private static readonly string[] Completions = ["{ completion: OpenDataSession }", "{ completion: OpenCommandSession }"];

    private static readonly string[] ToCompletions = ["drop", "{ duplicate: 1 }", "{ complete: E_MBN_FAILURE }", "{ delay: { median: 100ms, sigma: 2 } }", "{ late: 1 }"];

    private static readonly string[] Transfers = ["{ transfer: toHost }", "{ transfer: toFunction }"];

    private static readonly string[] ToTransfers = ["drop", "{ garbage: 5 }", "{ patch: { offset: 9, bytes: \"ff\" } }", "{ resize: -1 }", "{ delay: 40ms }"];

    private static readonly (string[] On, string[] Do)[] Kinds =
    [
        (Answers, ToAnswers), (Answers, ToAnswers), (Commands, ToCommands), (Times, ToTimes), (Calls, ToCalls), (Completions, ToCompletions),
        (Transfers, ToTransfers),
    ];

    /// <summary>The text of the n-th scenario; one after the other they name every fault of the library.</summary>
    public static string Text(int number)
    {
        var random = new Random(number);
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"schemaVersion: 1\nseed: {random.Next()}\nclock: virtual\nrules:\n");
        for (var i = 0; i < 2; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  - {{ name: fault {i}, fault: {Faults[((number * 2) + i) % Faults.Length].Number} }}\n");
        }

        var rules = random.Next(1, 5);
        for (var i = 0; i < rules; i++)
        {
            var (on, actions) = Pick(random, Kinds);
            text.Append(CultureInfo.InvariantCulture, $"  - name: rule {i}\n    on: {Pick(random, on)}\n    do: {Pick(random, actions)}\n{(on == Times ? "    probability: 0.8\n" : Lifetime(random))}");
        }

        return text.ToString();
    }

    /// <summary>Rules that touch one CID's answers each and nothing else, by the CID.</summary>
    public static (string Cid, string Text)[] RulesApart(int number)
    {
        string[] cids = ["RADIO_STATE", "SIGNAL_STATE", "HOME_PROVIDER", "PIN", "DEVICE_CAPS"];
        string[] apart =
        [
            "drop", "busy", "{ delay: { uniform: [10ms, 3s] } }", "{ delay: { median: 200ms, sigma: 1.5 } }", "{ duplicate: { copies: 2, gap: 150ms } }",
            "{ answer: failure }", "{ functionError: unknown }", "{ garbage: { count: 8, place: after } }", "{ resize: { by: 12, keepsLengthsRight: true } }",
            "[drop, { set: { signal: 9 } }]",
        ];
        var random = new Random(number);
        return
        [
            .. cids.Select((cid, i) => (cid, string.Create(
                CultureInfo.InvariantCulture,
                $"  - name: rule {i}\n    on: {{ commandDone: {cid} }}\n    do: {apart[random.Next(cid == "SIGNAL_STATE" ? apart.Length : apart.Length - 1)]}\n    probability: 0.{random.Next(3, 10)}\n"))),
        ];
    }

    private static string Lifetime(Random random) => random.Next(6) switch
    {
        0 => "    nth: 2\n",
        1 => "    every: 3\n",
        2 => "    times: 4\n",
        3 => "    from: 4s\n    until: 30s\n",
        4 => "    whenState: start\n    setState: after\n",
        _ => "    probability: 0.4\n",
    };

    private static T Pick<T>(Random random, T[] choices) => choices[random.Next(choices.Length)];
}
