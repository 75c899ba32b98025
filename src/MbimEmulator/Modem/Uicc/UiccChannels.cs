using MbimEmulator.Card;
using MbimEmulator.Modem.Sim;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Server;
using MbimProtocol.Services.MsUiccLowLevelAccessService;

namespace MbimEmulator.Modem.Uicc;

/// <summary>The logical channels that the host has opened: OPEN_CHANNEL, CLOSE_CHANNEL and APDU. It can use no others.</summary>
internal sealed class UiccChannels(SimModule sim)
{
    /// <summary>The highest channel; the basic one is the modem's own.</summary>
    public const int Last = CardSession.ChannelCount - 1;

    private const int MaxApplicationId = 32;

    // The group of each channel that is open.
    private readonly uint?[] _groups = new uint?[Last + 1];

    /// <summary>Whether an answer in pieces (61XX) is collected for the host; some modems leave that to it.</summary>
    public bool Collects { get; set; } = true;

    public int Count => _groups.Count(group => group is not null);

    /// <summary>The card was reset or taken out, and its channels are closed.</summary>
    public void Forget() => Array.Clear(_groups);

    public void Open(Transaction transaction, SetUiccOpenChannel request)
    {
        if (request.AppId.Count is 0 or > MaxApplicationId || request.SelectP2Arg > byte.MaxValue)
        {
            transaction.Fail(MbimStatus.InvalidParameters);
            return;
        }

        if (sim.SlotStatus != MbimStatus.Success)
        {
            transaction.Fail(sim.SlotStatus);
            return;
        }

        sim.Slot.Transmit(ManageChannel(0, 0, 1), collects: true, opened =>
        {
            if (opened.Length < 2)
            {
                transaction.Fail(StatusOfSilence);
                return;
            }

            if (!IsSuccess(opened) || opened.Length != 3 || opened[0] is 0 or > Last)
            {
                Fail(transaction, MbimStatus.MsUiccNoLogicalChannels, opened);
                return;
            }

            int channel = opened[0];
            byte[] select = [ClassOf(0, channel, isSecured: false), (byte)Instruction.Select, 4, (byte)request.SelectP2Arg, (byte)request.AppId.Count, .. request.AppId];
            sim.Slot.Transmit(select, collects: true, selected =>
            {
                if (selected.Length < 2)
                {
                    transaction.Fail(StatusOfSilence);
                    return;
                }

                if (IsSuccess(selected))
                {
                    _groups[channel] = request.ChannelGroup;
                    transaction.Complete(new UiccOpenChannelInfo { Status = StatusOf(selected), Channel = (uint)channel, Response = [.. selected[..^2]] });
                    return;
                }

                var answer = selected.ToArray();
                sim.Slot.Transmit(ManageChannel(0x80, channel, 0), collects: true, _ => Fail(transaction, MbimStatus.MsUiccSelectFailed, answer));
            });
        });
    }

    public void Close(Transaction transaction, SetUiccCloseChannel request)
    {
        if (sim.SlotStatus != MbimStatus.Success)
        {
            transaction.Fail(sim.SlotStatus);
            return;
        }

        if (request.Channel != 0 && (request.Channel > Last || _groups[request.Channel] is null))
        {
            transaction.Fail(MbimStatus.MsUiccInvalidLogicalChannel);
            return;
        }

        List<int> closing = [];
        for (var channel = 1; channel <= Last; channel++)
        {
            if (request.Channel == channel || (request.Channel == 0 && _groups[channel] == request.ChannelGroup))
            {
                closing.Add(channel);
            }
        }

        Close(closing, (status, answer) =>
        {
            if (status == MbimStatus.Success)
            {
                transaction.Complete(new UiccCloseChannelInfo { Status = answer });
            }
            else
            {
                transaction.Fail(status);
            }
        });
    }

    public void Transmit(Transaction transaction, SetUiccApdu request)
    {
        if (request.Command.Count > CommandApdu.MaxSize || !Enum.IsDefined(request.SecureMessaging) || !Enum.IsDefined(request.ClassByteType))
        {
            transaction.Fail(MbimStatus.InvalidParameters);
            return;
        }

        if (sim.SlotStatus != MbimStatus.Success)
        {
            transaction.Fail(sim.SlotStatus);
            return;
        }

        if (request.Channel is 0 or > Last || _groups[request.Channel] is null)
        {
            transaction.Fail(MbimStatus.MsUiccInvalidLogicalChannel);
            return;
        }

        // The channel and secure messaging of the class byte are the function's, whether it is a UICC's own is the host's.
        Span<byte> command = stackalloc byte[CommandApdu.MaxSize];
        command = command[..request.Command.Count];
        request.Command.AsSpan().CopyTo(command);
        var instruction = command.Length > 1 ? (Instruction)command[1] : 0;
        if (!command.IsEmpty)
        {
            command[0] = ClassOf(command[0], (int)request.Channel, request.SecureMessaging != UiccSecureMessaging.None);
        }

        // A host that asks for the rest of an answer itself gets it in the card's pieces.
        sim.Slot.Transmit(command, collects: Collects && instruction != Instruction.GetResponse, answer =>
        {
            if (answer.Length < 2)
            {
                transaction.Fail(StatusOfSilence);
                return;
            }

            transaction.Complete(new UiccApduInfo { Status = StatusOf(answer), Response = [.. answer[..^2]] });
            if (PinCommands.Concerns(instruction))
            {
                sim.Reread();
            }
        });
    }

    /// <summary>The host is gone, and its channels are closed.</summary>
    public void CloseAll() => Close([.. Enumerable.Range(1, Last).Where(channel => _groups[channel] is not null)], static (_, _) => { });

    /// <summary>The data object in BER-TLV that bytes are, with the zeros behind it that libmbim counts too; null if they are none.</summary>
    public static MbimArray<byte>? DataObjectOf(ReadOnlySpan<byte> bytes) =>
        BerTlv.TryTake(ref bytes, out var tlv) && bytes.Length < 4 && !bytes.ContainsAnyExcept((byte)0) ? [.. tlv.Whole] : null;

    private void Close(List<int> channels, Action<MbimStatus, uint> done)
    {
        var left = channels.Count;
        var status = MbimStatus.Success;
        var last = UiccStatus.FromStatusWords((ushort)StatusWord.Success);
        if (left == 0)
        {
            done(status, last);
            return;
        }

        foreach (var channel in channels)
        {
            _groups[channel] = null;
            sim.Slot.Transmit(ManageChannel(0x80, channel, 0), collects: true, answer =>
            {
                (status, last) = answer.Length < 2 ? (StatusOfSilence, last) : (status, StatusOf(answer));
                if (--left == 0)
                {
                    done(status, last);
                }
            });
        }
    }

    // What a host is told when the card has not answered: it was taken out meanwhile, or is mute.
    private MbimStatus StatusOfSilence => sim.SlotStatus == MbimStatus.Success ? MbimStatus.Failure : sim.SlotStatus;

    private static void Fail(Transaction transaction, MbimStatus status, ReadOnlySpan<byte> answer) =>
        transaction.Fail(status, new UiccOpenChannelInfo { Status = StatusOf(answer) });

    private static byte[] ManageChannel(byte p1, int channel, int expected) =>
        expected == 0 ? [0, (byte)Instruction.ManageChannel, p1, (byte)channel] : [0, (byte)Instruction.ManageChannel, p1, (byte)channel, (byte)expected];

    // 0X and 8X for channels up to 3, 4X and CX for the others; with secure messaging whose header is not authenticated 08 more, or 6X and EX.
    private static byte ClassOf(byte given, int channel, bool isSecured)
    {
        var own = given & 0x80;
        return (byte)(channel <= 3 ? own | channel | (isSecured ? 0x08 : 0) : own | 0x40 | (isSecured ? 0x20 : 0) | (channel - 4));
    }

    private static bool IsSuccess(ReadOnlySpan<byte> answer) => answer.Length >= 2 && answer[^2] is 0x90 or 0x91 or 0x61 or 0x62 or 0x63;

    private static uint StatusOf(ReadOnlySpan<byte> answer) => answer.Length < 2 ? 0 : UiccStatus.FromStatusWords((ushort)((answer[^2] << 8) | answer[^1]));
}
