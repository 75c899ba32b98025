using System.Buffers;
using MbimProtocol.Encoding;
using MbimProtocol.Generated;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimProtocol.Tests.Encoding;

[NonParallelizable]
public sealed class AllocationTests
{
    private static readonly SetConnect Connect = new()
    {
        ActivationCommand = ActivationCommand.Activate,
        AccessString = "internet.example",
        UserName = "user",
        Password = "secret",
        ContextType = ContextTypes.Internet,
    };

    [TestCase(MbimExVersion.V1)]
    [TestCase(MbimExVersion.V3)]
    public void Encoding_a_connect_set_allocates_nothing(MbimExVersion version)
    {
        var writer = new ArrayBufferWriter<byte>(4096);
        AssertNoAllocation(() =>
        {
            writer.ResetWrittenCount();
            MbimMessageWriter.WriteCommand(writer, 7, BasicConnect.Id, 12, MbimCommandType.Set, Connect, version);
        });
        Assert.That(writer.WrittenCount, Is.GreaterThan(MbimMessage.CommandHeaderSize));
    }

    [Test]
    public void Decoding_fixed_layouts_allocates_nothing()
    {
        var connect = Bytes(new ConnectInfoV1 { SessionId = 3, ActivationState = ActivationState.Activated });
        var service = Bytes(new PacketServiceInfo { UplinkSpeed = 5, Tai = new Tai { Tac = 9 } });
        var pins = Bytes(new PinListInfo { Pin1 = new PinDesc { PinLengthMax = 8 } });
        ulong sum = 0;
        AssertNoAllocation(() =>
        {
            ConnectInfoV1.TryRead(connect, MbimExVersion.V1, MbimReadMode.Strict, out var connectInfo, out _);
            PacketServiceInfo.TryRead(service, MbimExVersion.V3, MbimReadMode.Tolerant, out var serviceInfo, out _);
            PinListInfo.TryRead(pins, MbimExVersion.V1, MbimReadMode.Strict, out var pinList, out _);
            sum = connectInfo.SessionId + serviceInfo.UplinkSpeed + pinList.Pin1.PinLengthMax;
        });
        Assert.That(sum, Is.EqualTo(16));
    }

    [Test]
    public void Viewing_device_services_allocates_nothing()
    {
        var bytes = Bytes(new DeviceServicesInfo
        {
            MaxDssSessions = 4,
            DeviceServices = [Element(1, 2, 3), Element(), Element(9)],
        });
        uint sum = 0;
        AssertNoAllocation(() =>
        {
            sum = 0;
            if (!DeviceServicesInfo.View.TryCreate(bytes, MbimReadMode.Strict, out var view, out _))
            {
                return;
            }

            foreach (var element in view.DeviceServices)
            {
                for (var i = 0; i < element.Cids.Count; i++)
                {
                    sum += element.Cids[i];
                }
            }
        });
        Assert.That(sum, Is.EqualTo(15));
    }

    [Test]
    public void A_small_buffer_cannot_become_a_large_object()
    {
        const int Strings = 500;
        const int Size = 20_000;
        var bomb = new byte[28 + (Strings * 8) + Size];
        WireWriter.UInt32(bomb, 24, Strings);
        for (var i = 0; i < Strings; i++)
        {
            WireWriter.UInt32(bomb, 28 + (i * 8), 28 + (Strings * 8));
            WireWriter.UInt32(bomb, 32 + (i * 8), Size);
        }

        foreach (var mode in new[] { MbimReadMode.Strict, MbimReadMode.Tolerant })
        {
            SubscriberReadyInfoV1.TryRead(bomb, MbimExVersion.V1, mode, out _, out _);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.That(SubscriberReadyInfoV1.TryRead(bomb, MbimExVersion.V1, mode, out _, out var error), Is.False);
            Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(8192));
            Assert.That(error.Kind, Is.EqualTo(MbimFormatErrorKind.Overlap));
            Assert.That(error.Field, Does.StartWith("TelephoneNumbers["));
        }
    }

    private static DeviceServiceElement Element(params ReadOnlySpan<uint> cids) =>
        new() { DeviceServiceId = Guid.NewGuid(), Cids = MbimArray.Create(cids) };

    private static byte[] Bytes<T>(T value)
        where T : IInformationBuffer<T>
    {
        var bytes = new byte[value.GetSize(MbimExVersion.V3)];
        value.Write(bytes, MbimExVersion.V3);
        return bytes;
    }

    private static void AssertNoAllocation(Action action)
    {
        for (var i = 0; i < 200; i++)
        {
            action();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }
}
