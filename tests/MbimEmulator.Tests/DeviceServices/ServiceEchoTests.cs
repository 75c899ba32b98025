using System.Buffers;
using System.Buffers.Binary;
using MbimEmulator.Links;
using MbimEmulator.Profiles;
using MbimEmulator.Tests.Function;
using MbimEmulator.Time;
using MbimProtocol.DataPlane;
using MbimProtocol.Messages;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimEmulator.Tests.DeviceServices;

/// <summary>Data go through the service, the blocks of the data plane, the modem's echo service, and back.</summary>
public sealed class ServiceEchoTests
{
    private const int Total = 1024 * 1024;

    private static readonly Guid Echo = new("5fb1cb60-d8a4-4a3b-9f0a-61f5e6f1c1a7");

    [Test]
    public async Task A_mebibyte_comes_back_in_order_in_pieces_of_every_size([Values] NtbFormat format, [Values(1, 2, 3, 4)] int part)
    {
        await using var modem = Modem(format);
        var (client, handle) = Open(modem);
        var largest = modem.Function.MaxDataSize;
        Assert.That(largest, Is.EqualTo(format == NtbFormat.Ntb16 ? 65535 - 3 - 12 - 16 : 65536));
        foreach (var size in Sizes(largest).Where((size, index) => (size == 1 ? 1 : size < 4 ? 2 : 3 + (index % 2)) == part))
        {
            EchoAll(client, handle, () => size);
        }

        if (part == 4)
        {
            var random = new Random(part);
            EchoAll(client, handle, () => random.Next(1, largest + 1));
        }
    }

    [Test]
    public async Task More_than_MaxDataSize_is_a_buffer_overflow_and_nothing_is_sent([Values] NtbFormat format)
    {
        await using var modem = Modem(format);
        var (client, handle) = Open(modem);
        var (result, id) = client.Write(handle, new byte[modem.Function.MaxDataSize + 1]);
        Assert.That((result, id), Is.EqualTo((HResult.BufferOverflow, 0u)));
        Assert.That(client.TakeEvents(), Is.Empty);
        Assert.That(client.CallOn(MobileBroadbandCid.MaxDataSize, Context(client, modem)).Value, Is.EqualTo((uint)modem.Function.MaxDataSize));
    }

    [Test]
    public async Task Writing_and_reading_back_allocates_nothing_but_pooled_memory()
    {
        await using var modem = Modem(NtbFormat.Ntb16);
        var (client, handle) = Open(modem);
        var call = new byte[4 + 1000];
        BinaryPrimitives.WriteUInt32LittleEndian(call, handle);
        var message = new ArrayBufferWriter<byte>();
        MbimMessageWriter.WriteCommand(message, 7, MobileBroadband.Id, (uint)MobileBroadbandCid.WriteData, MbimCommandType.Set, call);
        Action once = () =>
        {
            client.Link.Send(Transfer.Copy(message.WrittenSpan));
            while (client.Link.TryReceive(out var answer))
            {
                answer.Dispose();
            }
        };
        for (var i = 0; i < 500; i++)
        {
            once();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            once();
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1000));
    }

    private static IEnumerable<int> Sizes(int largest)
    {
        var powers = Enumerable.Range(0, 17).Select(power => 1 << power);
        return new[] { 1, 2, 3, 4, 5, 511, 512, 513 }.Concat(powers.SelectMany(power => new[] { power - 1, power, power + 1 }))
            .Concat([largest - 1, largest]).Where(size => size >= 1 && size <= largest).Distinct().Order();
    }

    private static ModemGroup Modem(NtbFormat format) => new(new ModemGroupOptions
    {
        TimeProvider = new VirtualClock(),
        Profile = TestHost.Quiet with
        {
            Function = new FunctionProfile { Ntb = new NtbProfile { Format = format, InMaxSize = 131072, OutMaxSize = 131072 } },
        },
    });

    private static (WireClient Client, uint Handle) Open(ModemGroup modem)
    {
        var client = new WireClient(modem.Service);
        var handle = client.Find(modem, Echo);
        Assert.That(client.CallOn(MobileBroadbandCid.OpenDataSession, handle).Result, Is.EqualTo(HResult.Ok));
        Assert.That(client.TakeCompletions().Single().Status, Is.EqualTo(HResult.Ok));
        return (client, handle);
    }

    private static uint Context(WireClient client, ModemGroup modem) => client.GetContext(modem.InterfaceId.ToString("B")).Handle;

    private static void EchoAll(WireClient client, uint handle, Func<int> size)
    {
        var data = new byte[Total];
        new Random(1).NextBytes(data);
        var call = new byte[4 + (128 * 1024)];
        BinaryPrimitives.WriteUInt32LittleEndian(call, handle);
        var message = new ArrayBufferWriter<byte>(256 * 1024);
        for (var at = 0; at < Total;)
        {
            var length = Math.Min(size(), Total - at);
            data.AsSpan(at, length).CopyTo(call.AsSpan(4));
            message.ResetWrittenCount();
            MbimMessageWriter.WriteCommand(
                message, 7, MobileBroadband.Id, (uint)MobileBroadbandCid.WriteData, MbimCommandType.Set, call.AsSpan(0, 4 + length));
            client.Link.Send(Transfer.Copy(message.WrittenSpan));
            Expect(client, data.AsSpan(at, length));
            at += length;
        }
    }

    // The return, the completion, the data.
    private static void Expect(WireClient client, ReadOnlySpan<byte> data)
    {
        var ok = Take(client, out var done) && BinaryPrimitives.ReadUInt32LittleEndian(done.Span[40..]) == 0;
        done.Dispose();
        ok &= Take(client, out var completion) && BinaryPrimitives.ReadUInt32LittleEndian(completion.Span[(44 + 8)..]) == 0;
        completion.Dispose();
        ok &= Take(client, out var read) && read.Span[48..].SequenceEqual(data);
        read.Dispose();
        if (!ok || client.Link.TryReceive(out _))
        {
            Assert.Fail($"{data.Length} bytes did not come back");
        }
    }

    private static bool Take(WireClient client, out Transfer transfer) => client.Link.TryReceive(out transfer);
}
