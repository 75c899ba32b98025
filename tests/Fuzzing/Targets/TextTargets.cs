using System.Reflection;
using System.Text;
using MbimEmulator.Modem.Core;
using MbimEmulator.Patterns;
using MbimEmulator.Profiles;
using MbimEmulator.ScenarioFiles;
using MbimEmulator.Yaml;

namespace MbimEmulator.Fuzzing.Targets;

/// <summary>Texts: read, or refused with words that say where.</summary>
internal static class TextTargets
{
    public static void FuzzPattern(ReadOnlySpan<byte> data)
    {
        var text = Encoding.UTF8.GetString(data);
        try
        {
            var pattern = MessagePattern.Parse(text);
            var shown = pattern.ToString();
            Finding.Unless(MessagePattern.Parse(shown).ToString() == shown, $"'{text}' is shown as '{shown}', which is shown as something else");
        }
        catch (MessagePatternSyntaxException e)
        {
            Finding.Unless(e.Message.Length > 0, "an error without words");
        }
    }

    public static void FuzzProfile(ReadOnlySpan<byte> data) => Refused(data, text => ModemProfile.Parse("fuzz", text));

    public static void FuzzScenario(ReadOnlySpan<byte> data) => Refused(data, text => ScenarioLibrary.ParseAlone("fuzz", text));

    public static void FuzzState(ReadOnlySpan<byte> data)
    {
        var profiles = new Dictionary<string, string> { ["modem0"] = "default" };
        Refused(data, text => ModemSnapshots.ToJson(ModemSnapshots.Parse("fuzz", text, profiles)));
    }

    public static IReadOnlyList<byte[]> PatternSeeds() => Bytes(
        "CONNECT set AccessString=internet Status=failure",
        "COMMAND BASIC_CONNECT.CONNECT SessionId<3",
        "INDICATE_STATUS SIGNAL_STATE Rssi>3",
        "VISIBLE_PROVIDERS Providers[*].ProviderId!=00101",
        "CONNECT request.AccessString='my apn' AccessString~^inter AccessString?",
        "a289cc33-bcbb-8b4f-b6b0-133ec2aae6df.1 query tid=5",
        "FUNCTION_ERROR Error=cancel");

    public static IReadOnlyList<byte[]> ProfileSeeds() =>
    [
        .. ModemProfile.Names.Select(name => Encoding.UTF8.GetBytes(ModemProfile.ReadText(name))),
        .. Bytes("extends: default\nfunction: { maxControlMessage: 512, maxOutstandingCommands: 3 }\nsim: { pin1: { value: '1234', state: enabled } }\n"),
    ];

    public static IReadOnlyList<byte[]> ScenarioSeeds() =>
        [.. Directory.GetFiles(Path.Combine(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!, "scenarios"), "*.yaml").Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

    public static IReadOnlyList<byte[]> StateSeeds()
    {
        using var bench = new ModemBench(ModemProfile.Load("default"), 0, (_, _) => throw new InvalidOperationException());
        bench.Clock.Advance(TimeSpan.FromSeconds(5));
        return Bytes(ModemSnapshots.ToJson(new Dictionary<string, ModemSnapshot> { ["modem0"] = bench.Group.TakeSnapshot() }));
    }

    private static IReadOnlyList<byte[]> Bytes(params string[] texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];

    private static void Refused(ReadOnlySpan<byte> data, Action<string> read)
    {
        try
        {
            read(Encoding.UTF8.GetString(data));
        }
        catch (YamlFileException e)
        {
            Finding.Unless(e.Message.Length > 0, "an error without words");
        }
    }
}
