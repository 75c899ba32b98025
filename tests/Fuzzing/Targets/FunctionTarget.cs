using MbimEmulator.Links;
using MbimEmulator.Profiles;
using MbimProtocol.DataPlane;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Fuzzing.Targets;

/// <summary>
/// The function with its modem and the network behind it, as a host of any kind sees them: messages, blocks, IP packets, time, hanging up. It is
/// never a bug, what it sends is sound, and an OPEN afterwards is answered.
/// </summary>
internal static class FunctionTarget
{
    private const byte Time = 1;
    private const byte Block = 2;
    private const byte HangUp = 3;
    private const byte Packet = 4;
    private const byte Power = 5;

    private static readonly ModemProfile Profile = ModemProfile.Load("mbn-demo");
    private static readonly byte[] Second = [0xe8, 3];

    public static void Fuzz(ReadOnlySpan<byte> data)
    {
        using var bench = new ModemBench(Profile, 1, static (bench, _) => bench.Group.CreateLink(new ModemLinkOptions { Name = "fuzzer" }));
        var writer = new NtbWriter(new NtbLayout(NtbFormat.Ntb16, 16384));
        var steps = new Steps(data);
        while (steps.MoveNext())
        {
            var link = bench.Link(0);
            switch (steps.Kind)
            {
                case Time:
                    bench.Clock.Advance(TimeSpan.FromMilliseconds(steps.Number % 20_000));
                    break;
                case Block:
                    link.Data.Send(Transfer.Copy(steps.Bytes));
                    break;
                case HangUp:
                    bench.Detach(0);
                    break;
                case Packet when steps.Bytes.Length > 0 && writer.TryAdd(NtbStream.IP(0), steps.Bytes):
                    link.Data.Send(Transfer.Copy(writer.Finish()));
                    break;
                case Power:
                    Change(bench.Group, steps.Number % 3);
                    break;
                default:
                    link.Send(Transfer.Copy(steps.Bytes));
                    break;
            }

            bench.Drain();
        }

        bench.Detach(0);
        Change(bench.Group, 1);
        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        ExpectOpenDone(bench);
    }

    public static IReadOnlyList<byte[]> Seeds()
    {
        byte[] ping = [0x45, 0, 0, 28, 0, 1, 0, 0, 64, 1, 0x66, 0x9d, 10, 64, 0, 2, 10, 64, 0, 1, 8, 0, 0xf7, 0xfd, 0, 1, 0, 1];
        byte[] syn =
            [0x45, 0, 0, 40, 0, 1, 0, 0, 64, 6, 0x66, 0x8c, 10, 64, 0, 2, 10, 64, 0, 1, 0x30, 0x39, 0, 80, 0, 0, 0, 1, 0, 0, 0, 0, 0x50, 2, 0xff, 0xff, 0, 0, 0, 0];
        return
        [
            Steps.Of((0, Messages.Open), (Time, Second), (Time, Second), (0, Messages.Set(BasicConnect.Connect, Messages.Connect)), (Time, Second), (Packet, ping), (Packet, syn), (Time, Second), (0, Messages.Close)),
            Steps.Of((0, Messages.Open), (Block, NtbTarget.Seeds()[0]), (HangUp, []), (0, Messages.Open), (Block, NtbTarget.Seeds()[3]), (Power, [0]), (Power, [1]), (0, Messages.Open), (Power, [2])),
            .. Messages.Commands.Chunk(6).Select(some => Steps.Of([(0, Messages.Open), (Time, Second), .. some.Select(one => ((byte)0, one)), (Time, Second)])),
        ];
    }

    private static void Change(ModemGroup group, uint what)
    {
        var change = (what, group.IsPluggedIn) switch
        {
            (0, true) => group.RemoveAsync(),
            (1, false) => group.InsertAsync(),
            (2, true) => group.ResetAsync(),
            _ => Task.CompletedTask,
        };
        change.GetAwaiter().GetResult();
    }

    private static void ExpectOpenDone(ModemBench bench)
    {
        var link = bench.Link(0);
        link.Send(Transfer.Copy(Messages.Open));
        var isOpen = false;
        while (link.TryReceive(out var transfer))
        {
            using (transfer)
            {
                isOpen |= transfer.Length == 16 && transfer.Span[0] == 1 && transfer.Span[12] == 0;
            }
        }

        Finding.Unless(isOpen, "the modem does not open any more");
    }
}
