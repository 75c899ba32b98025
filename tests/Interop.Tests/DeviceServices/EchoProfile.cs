namespace MbimEmulator.Interop.Tests.DeviceServices;

/// <summary>Profiles with the echo service, and one whose set of CID 1 notifies, or fails when its buffer is not four bytes.</summary>
internal static class EchoProfile
{
    /// <summary>As many data sessions as this at once.</summary>
    public static string WithLimit(int sessions) => $$"""
        maxDssSessions: {{sessions}}
        deviceServices:
          services:
            - { name: echo, uuid: 5fb1cb60-d8a4-4a3b-9f0a-61f5e6f1c1a7, cids: [1], hostToDevice: true, deviceToHost: true, maxDssInstances: {{sessions}}, behaviour: echo }
            - name: settings
              uuid: 2c7f9e1d-63b4-4f0a-8b5e-90d1a4c7e804
              cids: [1, 3]
              maxDssInstances: 0
              behaviour:
                name: scripted
                answers:
                  - { cid: 1, operation: set, payload: "?? 00 00 00", notify: [{ cid: 3, bytes: 0a 0b 0c 0d }] }
                  - { cid: 1, operation: set, status: invalidParameters }

        """;
}
