using System.Text;
using System.Text.Json;
using MbimEmulator.Hosting.Control.Http;

namespace MbimEmulator.Fuzzing.Targets;

/// <summary>Bodies of the control API: read, or refused as JSON that is wrong or with the problem that the caller is told.</summary>
internal static class ControlTarget
{
    public static void Fuzz(ReadOnlySpan<byte> data)
    {
        Read<NewModem>(data);
        Read<ChangeArguments>(data);
        Read<NewCapture>(data);
        Read<ClockAdvance>(data);
        Read<Verification>(data);
        Read<NewScenario>(data);
        Read<ScenarioStateChange>(data);
        Read<RuleChange>(data);
        Read<NewFault>(data);
    }

    public static IReadOnlyList<byte[]> Seeds() =>
    [
        .. new[]
        {
            """{"name":"modem1","profile":"default","endpoints":[{"kind":"pty","address":"./mbim1"}]}""",
            """{"name":"modem1","yaml":"extends: default"}""",
            """{"arguments":["home","1"]}""",
            """{"file":"one.pcapng"}""",
            """{"milliseconds":1000}""",
            """{"expect":"atLeast","patterns":["CONNECT set"],"count":1,"from":0,"modem":"modem0","host":"test"}""",
            """{"yaml":"rules: []","name":"flaky","file":"a.yaml"}""",
            """{"state":"started"}""",
            """{"isEnabled":false}""",
            """{"fault":"M20","arguments":{"probability":"0.5"}}""",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    private static void Read<T>(ReadOnlySpan<byte> data)
        where T : class, IRequestBody
    {
        try
        {
            if (JsonSerializer.Deserialize(data, typeof(T), ControlJson.Default) is T body)
            {
                RequestBody.Checked(body);
            }
        }
        catch (Exception e) when (e is JsonException or ControlException)
        {
            Finding.Unless(e.Message.Length > 0, "an error without words");
        }
    }
}
