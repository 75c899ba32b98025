using MbimEmulator.NamedFaults;
using MbimEmulator.Pipeline;
using MbimEmulator.Profiles;
using MbimEmulator.Scenarios;
using MbimEmulator.Tests.Modem;
using MbimProtocol.DataPlane;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Tests.Network;

/// <summary>A host with a connected session 0 on a modem with a virtual clock.</summary>
internal sealed class NetworkBench
{
    public const string Own = "10.64.0.2";
    public const string Gateway = "10.64.0.1";
    public const string OwnV6 = "2001:db8:64::2";
    public const string GatewayV6 = "2001:db8:64::1";

    public NetworkBench(ModemProfile? profile = null, Func<ModemGroupOptions, ModemGroupOptions>? configure = null)
    {
        Modem = ModemBench.Ready(profile, configure: configure);
        Assert.That(Modem.Connect(0, ipType: ContextIpType.IPv4v6).Status, Is.EqualTo(MbimStatus.Success));
    }

    public ModemBench Modem { get; }

    public PacketStatisticsInfo Statistics => Modem.Query(BasicConnect.PacketStatistics).Value;

    public static ScenarioRule Rule(TransferDirection direction, params FaultAction[] actions) => new()
    {
        Name = $"packets {direction}",
        Trigger = new DatagramTrigger { Direction = direction, Kind = NtbStreamKind.IPSession },
        Actions = [.. actions],
    };

    public void Load(params ScenarioRule[] rules) => Modem.Do(_ => Modem.Group.Faults.Load(new Scenario { Name = "test", Rules = [.. rules] }));

    public void Load(string fault, params (string Name, string Value)[] given)
    {
        Assert.That(FaultLibrary.TryFind(fault, out var found), fault);
        Load([.. found!.ToRules(given.ToDictionary(pair => pair.Name, pair => pair.Value))]);
    }

    /// <summary>Sends packets and takes what comes back at once.</summary>
    public List<byte[]> Ask(params byte[][] packets)
    {
        foreach (var packet in packets)
        {
            Modem.SendPacket(0, packet);
        }

        return Take();
    }

    public List<byte[]> Take() => [.. Modem.TakePackets().Select(packet => packet.Packet)];
}
