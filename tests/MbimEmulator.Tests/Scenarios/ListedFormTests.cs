using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MbimEmulator.Changes;
using MbimEmulator.ScenarioFiles;
using MbimEmulator.Scenarios;
using MbimEmulator.Yaml;

namespace MbimEmulator.Tests.Scenarios;

/// <summary>What the tables of docs/scenarios.md list is taken by the reader, and by the schema, in every form in which they list it.</summary>
public sealed partial class ListedFormTests
{
    private static readonly SchemaValidator Schema = new(JsonNode.Parse(ScenarioSchema.Text)!.AsObject());

    // Keys that are nothing without another.
    private static readonly Dictionary<string, string> Companions = new()
    {
        ["delay.median"] = "sigma: 0.5",
        ["delay.sigma"] = "median: 2s",
        ["delay.holdsOthers"] = "time: 2s",
        ["stall.median"] = "sigma: 0.5",
        ["stall.sigma"] = "median: 2s",
        ["patch.place"] = "number: 1",
        ["patch.offset"] = "bytes: 01",
        ["patch.bytes"] = "offset: 0",
        ["patch.number"] = "place: messageLength",
        ["patch.add"] = "place: messageLength",
        ["set.after"] = "reset: []",
    };

    private static readonly Dictionary<string, string> Values = new()
    {
        ["registration"] = "home",
        ["operation"] = "set",
        ["a CID"] = "SIGNAL_STATE",
        ["a name such as `CONNECT`, or a number"] = "SIGNAL_STATE",
        ["a service"] = "BASIC_CONNECT",
        ["a status"] = "failure",
        ["a failing HRESULT"] = "E_ACCESSDENIED",
        ["an HRESULT"] = "S_OK",
        ["a method or event"] = "OpenDataSession",
        ["a place"] = "messageLength",
        ["a notification"] = "SIGNAL_STATE",
        ["the name of a state"] = "start",
        ["a time"] = "250ms",
        ["two times"] = "[1s, 2s]",
        ["true or false"] = "true",
        ["bytes in hexadecimal"] = "01 0a ff",
        ["a text"] = "alice",
        ["parts of the modem's state"] = "{ registration: home }",
        ["fields: `{ NwError: 0"] = "{ Rssi: { above: 3 } }",
        ["fields: `{ NwError: 27"] = "{ Rssi: 3 }",
        ["`{ MaxControlTransfer:"] = "{ MaxControlTransfer: { above: 512 } }",
        ["`{ direction:"] = "{ direction: toHost, count: 4096 }",
        ["a request"] = "SET_NTB_INPUT_SIZE",
        ["an instruction"] = "READ BINARY",
        ["a path"] = "usim/6f07",
        ["a channel"] = "1-19",
        ["two bytes"] = "\"6982\"",
    };

    private static readonly Dictionary<string, string> FieldsOfCalls = new() { ["command"] = "RssiThreshold", ["call"] = "ObjectHandle", ["return"] = "RequestID", ["completion"] = "RequestID" };

    private static readonly Dictionary<string, string> Arguments = new()
    {
        ["switch-slot"] = "1",
        ["eject-sim"] = "1",
        ["insert-sim"] = "0",
        ["break-sim"] = "1",
        ["empty-esim"] = "1",
        ["personalise"] = "networkPin 1234 3",
        ["radio"] = "off",
        ["radio-lock"] = "ignores",
        ["signal"] = "20 5",
        ["roam"] = "00103",
        ["deny"] = "11",
        ["detach"] = "11",
        ["attach-context"] = "home lte",
        ["deactivate"] = "0 36",
        ["access-string"] = "internet 33",
        ["ip-versions"] = "ipv4",
        ["provision-context"] = "mms mms.example",
        ["pco"] = "0 80ff partial",
        ["max-sessions"] = "4",
        ["timing"] = "attach 2s",
        ["agree-version"] = "2.0",
        ["emergency"] = "on",
        ["sim-apdu"] = "00a40004022fe2 shared",
        ["uicc-get-response"] = "host",
        ["nitz"] = "+01:00 60",
        ["transmit"] = "on",
        ["sar-backoff"] = "on 3",
        ["move-to-cell"] = "00103",
        ["change-tac"] = "5",
        ["cell-level"] = "00101 -120",
        ["drive"] = "commute",
    };

    [TestCaseSource(nameof(Rules))]
    public void A_listed_form_is_taken(string rule)
    {
        var text = $"schemaVersion: 1\nprofile: mbn-demo\nrules:\n  - {rule}\n";
        Assert.That(() => ScenarioLibrary.Parse("x.yaml", text), Throws.Nothing);
        Assert.That(Schema.IsValid(YamlAsJson.Read(text)), "the schema refuses it");
    }

    private static IEnumerable<string> Rules() => Triggers().Concat(Actions()).Concat(Changes()).Concat(States()).Concat(Conditions()).Distinct();

    private static IEnumerable<string> Triggers()
    {
        foreach (var kind in TriggerKinds.All)
        {
            if (kind.CanStandAlone)
            {
                yield return On(kind.Name);
            }

            foreach (var value in kind.Short is { } only ? Samples(only) : ["", "\"*\""])
            {
                yield return On($"{{ {kind.Name}: {value} }}");
            }

            foreach (var text in kind.Short?.Form.Text.Contains("\"*\"", StringComparison.Ordinal) == true ? ["\"*\""] : Array.Empty<string>())
            {
                yield return On($"{{ {kind.Name}: {text} }}");
            }

            foreach (var key in kind.Keys.Where(key => key != kind.Short))
            {
                foreach (var value in key.Name == "where" && FieldsOfCalls.TryGetValue(kind.Name, out var field) ? [$"{{ {field}: {{ exists: true }} }}", $"{{ {field}: {{ exists: false }} }}"] : Samples(key))
                {
                    yield return On($"{{ {kind.Name}: {FieldOwner(kind, key)}, {key.Name}: {value} }}");
                }
            }
        }

        static string On(string trigger) => $"{{ on: {trigger}, do: hangUp }}";
    }

    private static IEnumerable<string> Actions()
    {
        foreach (var kind in ActionKinds.All.Where(kind => kind.Name != "set"))
        {
            var on = On(kind);
            if (kind.CanStandAlone)
            {
                yield return Do(kind.Name);
            }

            foreach (var value in kind.Short is { } only ? Samples(only) : [])
            {
                yield return Do($"{{ {kind.Name}: {value} }}");
                foreach (var key in kind.Beside.Where(key => CanStandBeside(kind, key)))
                {
                    yield return Do($"{{ {kind.Name}: {value}, {key.Name}: {Samples(key)[0]} }}");
                }
            }

            foreach (var key in kind.Keys)
            {
                foreach (var value in Samples(key))
                {
                    string[] others = [.. kind.Keys.Where(other => other.IsRequired && other != key).Select(other => $"{other.Name}: {Samples(other)[0]}")];
                    string[] with = Companions.TryGetValue($"{kind.Name}.{key.Name}", out var companion) ? [companion] : [];
                    yield return Do($"{{ {kind.Name}: {{ {string.Join(", ", [$"{key.Name}: {value}", .. others, .. with])} }} }}");
                }
            }

            string Do(string action) => $"{{ on: {on}, do: {action} }}";
        }
    }

    private static IEnumerable<string> Changes()
    {
        foreach (var kind in ModemChanges.All)
        {
            var arguments = Arguments.TryGetValue(kind.Name, out var text) ? text.Split(' ') : [];
            Assert.That(arguments, Has.Length.EqualTo(kind.Parameters.Count), kind.Name);
            if (kind.Required == 0)
            {
                yield return Set(kind.Name);
                yield return Set($"{{ {kind.Name}: }}");
                yield return Set($"{{ {kind.Name}: , after: 200ms }}");
            }

            if (kind.Parameters.Count > 0 && kind.Required <= 1)
            {
                yield return Set($"{{ {kind.Name}: {arguments[0]} }}");
            }

            for (var count = kind.Required; count <= arguments.Length; count++)
            {
                yield return Set($"{{ {kind.Name}: [{string.Join(", ", arguments[..count])}] }}");
                yield return Set($"{{ {kind.Name}: [{string.Join(", ", arguments[..count])}], after: 200ms }}");
            }

            string Set(string value) => value.Contains("after", StringComparison.Ordinal) ? $"{{ on: open, do: {{ set: {value} }} }}" : $"{{ on: open, do: [{{ set: {value} }}, {{ set: {value}, after: 200ms }}] }}";
        }
    }

    private static IEnumerable<string> States() =>
        from part in StateForms.All
        from value in Samples(part)
        select $"{{ on: {{ state: {{ {part.Name}: {value} }} }}, do: hangUp }}";

    // "none" wherever a record has flags, an optional part, or a list.
    private static IEnumerable<string> Conditions() =>
    [
        "{ on: { commandDone: REGISTER_STATE, where: { AvailableDataClasses: none } }, do: drop }",
        "{ on: { commandDone: REGISTER_STATE, where: { RegistrationFlag: { not: none } } }, do: drop }",
        "{ on: { commandDone: CONNECT, where: { VoiceCallState: none } }, do: drop }",
        "{ on: { commandDone: CONNECT, where: { VoiceCallState: { exists: false } } }, do: drop }",
        "{ on: { commandDone: REGISTER_STATE }, do: { change: { AvailableDataClasses: none } } }",
        "{ on: { commandDone: REGISTER_STATE }, do: { change: { RegistrationFlag: none } } }",
        "{ on: { commandDone: REGISTER_STATE }, do: { answer: { fields: { AvailableDataClasses: none } } } }",
        "{ on: { commandDone: REGISTER_STATE }, do: { indicate: { cid: REGISTER_STATE, fields: { AvailableDataClasses: none } } } }",
        "{ on: { commandDone: IP_CONFIGURATION }, do: { change: { IPv4Gateway: none, IPv4DnsServer: none } } }",
        "{ on: { commandDone: CONNECT }, do: { change: { VoiceCallState: none } } }",
        "{ on: { indicateStatus: SIGNAL_STATE }, do: { change: { fields: { Rssi: 3 } } } }",
    ];

    private static string On(ActionKind kind) => kind.Follows is not { } triggers ? "open"
        : kind.Name is "answer" ? "{ command: SIGNAL_STATE }"
        : triggers.Contains("commandDone") ? "{ commandDone: SIGNAL_STATE }"
        : triggers.Contains("completion") ? "{ completion: OpenDataSession }"
        : triggers[0];

    // Keys that are another way of saying what the short value says.
    private static bool CanStandBeside(ActionKind kind, YamlKey key) => (kind.Name, key.Name) is not (("delay" or "stall", "uniform" or "median" or "sigma") or ("swapTransactionId", "add") or ("garbage", "bytes"));

    private static string FieldOwner(TriggerKind kind, YamlKey key) => kind.Short is null ? "\"*\""
        : kind.Name is "call" or "return" or "completion" ? key.Name == "where" ? "\"*\"" : "OpenDataSession"
        : key.Name == "request" ? "CONNECT"
        : Samples(kind.Short)[0];

    /// <summary>Values of a key's form: all that it lists, or one like the one that it shows.</summary>
    private static List<string> Samples(YamlKey key)
    {
        var text = key.Form.Text;
        if (key.Name == "request" && text.StartsWith("fields", StringComparison.Ordinal))
        {
            return ["{ AccessString: { not: internet } }", "{ AccessString: { exists: false } }"];
        }

        if (Values.FirstOrDefault(pair => text.StartsWith(pair.Key, StringComparison.Ordinal)).Value is { } value)
        {
            return [value];
        }

        if (Number().Match(text) is { Success: true } number)
        {
            return [number.Groups["above"].Success ? "0.5" : number.Groups["least"].Value == "0" ? "1" : number.Groups["least"].Value];
        }

        var listed = Listed().Matches(text).Select(match => match.Groups[1].Value).ToList();
        Assert.That(listed, Is.Not.Empty, $"no sample for '{key.Name}': {text}");
        return listed;
    }

    [GeneratedRegex(@"^a number (?:from (?<least>-?\d+)|(?<above>above))")]
    private static partial Regex Number();

    [GeneratedRegex(@"`([A-Za-z]+)`")]
    private static partial Regex Listed();
}
