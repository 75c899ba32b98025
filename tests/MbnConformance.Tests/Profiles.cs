namespace MbnConformance.Tests;

/// <summary>The modems of the tests.</summary>
internal static class Profiles
{
    public static readonly Guid Echo = new("c0000000-0000-4000-8000-000000000001");
    public static readonly Guid Single = new("c0000000-0000-4000-8000-000000000002");
    public static readonly Guid Locked = new("c0000000-0000-4000-8000-000000000003");
    public static readonly Guid Commands = new("c0000000-0000-4000-8000-000000000004");
    public static readonly Guid ReadOnly = new("c0000000-0000-4000-8000-000000000005");

    /// <summary>Device services of all kinds; a policy that locks one of them.</summary>
    public static string Usual { get; } = Services("");

    /// <summary>Streams take long to open and close.</summary>
    public static string Slow { get; } = Services("timings: { dssConnect: 60s }\n");

    /// <summary>The modem counts its streams, not the service.</summary>
    public static string CountsItself { get; } = Services("", "  instanceLimit: completion\n");

    /// <summary>No device services.</summary>
    public const string None = """
        extends: default
        deviceServices: { present: false }
        """;

    /// <summary>Device services that the modem is long in finding.</summary>
    public const string Probing = """
        extends: default
        deviceServices: { probing: 60m }
        """;

    private static string Services(string more, string options = "") => $$"""
        extends: default
        sim: { condition: absent }
        {{more}}maxDssSessions: 4
        mobileBroadband:
        {{options}}  access:
            - deny: { services: [locked] }
        deviceServices:
          services:
            - { name: echo, uuid: {{Echo}}, cids: [1], hostToDevice: true, deviceToHost: true, maxDssInstances: 4 }
            - { name: single, uuid: {{Single}}, cids: [1], hostToDevice: true, deviceToHost: true, maxDssInstances: 1 }
            - { name: locked, uuid: {{Locked}}, cids: [1], hostToDevice: true, deviceToHost: true, maxDssInstances: 1 }
            - { name: read only, uuid: {{ReadOnly}}, cids: [1], deviceToHost: true, maxDssInstances: 1, behaviour: sink }
            - name: commands
              uuid: {{Commands}}
              cids: [1, 2, 3, 4]
              behaviour:
                name: scripted
                answers:
                  - { cid: 1, bytes: "01 02", notify: [{ cid: 3, bytes: "0a 0b" }] }
                  - { cid: 2, status: failure }
                  - { cid: 4, bytes: "01", delay: 60s }
        """;
}
