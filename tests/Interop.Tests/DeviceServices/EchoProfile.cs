namespace MbimEmulator.Interop.Tests.DeviceServices;

/// <summary>Profiles whose one device service is echo.</summary>
internal static class EchoProfile
{
    /// <summary>As many data sessions as this at once.</summary>
    public static string WithLimit(int sessions) => $$"""
        maxDssSessions: {{sessions}}
        deviceServices:
          services:
            - { name: echo, uuid: 5fb1cb60-d8a4-4a3b-9f0a-61f5e6f1c1a7, cids: [1], hostToDevice: true, deviceToHost: true, maxDssInstances: {{sessions}}, behaviour: echo }

        """;
}
