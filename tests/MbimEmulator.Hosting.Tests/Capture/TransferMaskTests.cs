using System.Buffers;
using System.Text;
using MbimEmulator.Hosting.Capture;
using MbimEmulator.Pipeline;
using MbimEmulator.Time;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services.AuthService;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsUiccLowLevelAccessService;
using Microsoft.Extensions.Logging.Abstractions;

namespace MbimEmulator.Hosting.Tests.Capture;

public sealed class TransferMaskTests
{
    private readonly List<CapturedTransfer> _written = [];

    private byte[] Written => [.. _written.SelectMany(transfer => transfer.Bytes)];

    [Test]
    public void Pins_and_passwords_are_masked_and_nothing_else_changes()
    {
        var message = Command(BasicConnectCid.Pin, new SetPin { PinType = PinType.Pin1, PinOperation = PinOperation.Enter, Pin = "4711" });
        Mask(message);
        var expected = message.ToArray();
        var place = message.AsSpan().IndexOf(Encoding.Unicode.GetBytes("4711"));
        Encoding.Unicode.GetBytes("0000").CopyTo(expected, place);
        Assert.That(Written, Is.EqualTo(expected));
    }

    [Test]
    public void Personal_bytes_and_numbers_become_zeros_and_nothing_else_changes()
    {
        byte[] contents = [0x08, 0x29, 0x62, 0x02, 0x21, 0x43];
        var message = Message(writer => MbimMessageWriter.WriteCommandDone(
            writer, 7, MsUiccLowLevelAccess.Id, MsUiccLowLevelAccess.ReadBinary.Number, MbimStatus.Success,
            new UiccResponse { StatusWord1 = 0x90, ResponseData = MbimArray.Create<byte>(contents) }, MbimExVersion.V1));
        Mask(message);
        var expected = message.ToArray();
        expected.AsSpan(message.AsSpan().IndexOf(contents), contents.Length).Clear();
        Assert.That(Written, Is.EqualTo(expected));

        _written.Clear();
        message = Message(writer => MbimMessageWriter.WriteCommandDone(
            writer, 7, Auth.Id, Auth.Sim.Number, MbimStatus.Success, new AuthSimInfo { Sres1 = 0x01020304, Kc1 = 0x0506070809, N = 2 }, MbimExVersion.V1));
        Mask(message);
        expected = message.ToArray();
        expected.AsSpan(MbimMessage.CommandHeaderSize, 36).Clear();
        Assert.That(Written, Is.EqualTo(expected));
    }

    [Test]
    public void A_value_in_two_fragments_is_masked_too()
    {
        var fragments = Fragments(Command(BasicConnectCid.Connect, Connect()), 64);
        Assert.That(fragments, Has.Count.GreaterThan(2));
        Mask([.. fragments]);
        Assert.That(_written.Select(transfer => transfer.Bytes.Length), Is.EqualTo(fragments.Select(fragment => fragment.Length)));
        AssertMasked();
        Assert.That(Encoding.Unicode.GetString(Joined()), Does.Contain("internet").And.Contain("xxxxxx00"));
    }

    [Test]
    public void A_message_that_is_never_whole_or_cannot_be_read_is_masked_as_a_whole()
    {
        var whole = Command(BasicConnectCid.Connect, Connect());
        var fragments = Fragments(whole, 64);
        var mask = Mask([.. fragments.SkipLast(1)]);
        Assert.That(_written, Is.Empty);
        mask.Finish();
        Assert.That(_written, Has.Count.EqualTo(fragments.Count - 1));
        AssertMasked();

        // The size of the access string lies.
        BitConverter.TryWriteBytes(whole.AsSpan(MbimMessage.CommandHeaderSize + 12), 0x7fffffff);
        Mask(whole);
        AssertMasked();
    }

    [Test]
    public async Task A_capture_is_masked_unless_it_is_asked_for_and_its_owners_alone([Values] bool showPersonal)
    {
        using var folder = new TestFolder();
        var clock = new VirtualClock();
        await using var group = new ModemGroup(new ModemGroupOptions { Name = "modem0", TimeProvider = clock });

        // Long enough for the SIM to have been read.
        clock.Advance(TimeSpan.FromMinutes(1));
        await using (CaptureFile.Create(folder["c.pcapng"], [(group, "")], NullLoggerFactory.Instance, showPersonal: showPersonal))
        {
            await using var device = await MbimClient.MbimDevice.OpenAsync(await group.ConnectAsync("host"));
            await device.QueryAsync(BasicConnect.SubscriberReadyStatus);
        }

        string imsi = "";
        await group.InvokeAsync(modem => imsi = modem.SubscriberReady.SubscriberId);
        var bytes = await File.ReadAllBytesAsync(folder["c.pcapng"]);
        Assert.That(bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(imsi)) >= 0, Is.EqualTo(showPersonal));
        if (!OperatingSystem.IsWindows())
        {
            Assert.That(File.GetUnixFileMode(folder["c.pcapng"]), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        }
    }

    private static SetConnect Connect() => new()
    {
        ActivationCommand = ActivationCommand.Activate,
        AccessString = "internet",
        UserName = "somebody",
        Password = "secret99",
        ContextType = ContextTypes.Internet,
    };

    private static byte[] Command<T>(BasicConnectCid cid, T record)
        where T : IInformationBuffer<T> =>
        Message(writer => MbimMessageWriter.WriteCommand(writer, 7, BasicConnect.Id, (uint)cid, MbimCommandType.Set, record, MbimExVersion.V1));

    private static byte[] Message(Action<ArrayBufferWriter<byte>> write)
    {
        var writer = new ArrayBufferWriter<byte>();
        write(writer);
        return writer.WrittenSpan.ToArray();
    }

    private static List<byte[]> Fragments(byte[] message, int max)
    {
        List<byte[]> fragments = [];
        var size = max - MessageHeader.Size - FragmentHeader.Size;
        var body = message[(MessageHeader.Size + FragmentHeader.Size)..];
        var total = (body.Length + size - 1) / size;
        for (var i = 0; i < total; i++)
        {
            var part = body[(i * size)..Math.Min(body.Length, (i + 1) * size)];
            var fragment = new byte[MessageHeader.Size + FragmentHeader.Size + part.Length];
            (MessageHeader.Read(message) with { Length = (uint)fragment.Length }).Write(fragment);
            new FragmentHeader((uint)total, (uint)i).Write(fragment.AsSpan(FragmentHeader.Offset));
            part.CopyTo(fragment, MessageHeader.Size + FragmentHeader.Size);
            fragments.Add(fragment);
        }

        return fragments;
    }

    private TransferMask Mask(params byte[][] transfers)
    {
        var mask = new TransferMask(_written.Add);
        foreach (var transfer in transfers)
        {
            mask.Write(new CapturedTransfer(0, "host", TransferDirection.ToFunction, default, [.. transfer], null), MbimExVersion.V1);
        }

        return mask;
    }

    private byte[] Joined() => [.. _written.SelectMany(transfer => transfer.Bytes.Skip(MessageHeader.Size + FragmentHeader.Size))];

    private void AssertMasked()
    {
        foreach (var personal in new[] { "secret99", "somebody" })
        {
            for (var length = 2; length <= personal.Length; length++)
            {
                Assert.That(Joined().AsSpan().IndexOf(Encoding.Unicode.GetBytes(personal[^length..])), Is.EqualTo(-1), personal[^length..]);
            }
        }
    }
}
