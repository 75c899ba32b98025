using MbimEmulator.Links;
using MbimEmulator.Profiles;
using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimEmulator.Fuzzing.Targets;

/// <summary>The Mobile Broadband service and two clients of it.</summary>
internal static class ServiceTarget
{
    private const byte Time = 2;
    private const byte Leave = 4;

    private static readonly ModemProfile Profile = ModemProfile.Load("mbn-demo");

    public static void Fuzz(ReadOnlySpan<byte> data)
    {
        using var bench = new ModemBench(
            Profile, 2, static (bench, number) => bench.Group.Service.CreateLink(new ModemLinkOptions { Name = $"fuzzer {number}" }, CallerIdentity.Owner));
        ManyClients.Run(bench, data, Time, Leave);
    }

    public static IReadOnlyList<byte[]> Seeds()
    {
        var open = Messages.Of(writer => MbimMessageWriter.WriteOpen(writer, 1, 131072));
        var calls = Enumerable.Range(1, 24).Select(cid => Messages.Of(
            writer => MbimMessageWriter.WriteCommand(writer, (uint)cid + 1, MobileBroadband.Id, (uint)cid, MbimCommandType.Set, [1, 0, 0, 0, .. new byte[28]]))).ToList();
        return
        [
            Steps.Of([(0, open), (Time, [0xe8, 3]), .. calls.Select(call => ((byte)0, call))]),
            Steps.Of((0, open), (1, open), (Time, [0xe8, 3]), (0, Context()), (1, Context()), (Leave, []), (Time, [0xe8, 3])),
        ];
    }

    private static byte[] Context() => Messages.Of(writer => MbimMessageWriter.WriteCommand(
        writer, 2, MobileBroadband.Id, (uint)MobileBroadbandCid.GetDeviceServicesContext, MbimCommandType.Set, new DeviceServicesContextRequest(), MbimExVersion.V1));
}
