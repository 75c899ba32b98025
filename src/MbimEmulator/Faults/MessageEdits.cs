using System.Buffers;
using System.Buffers.Binary;
using MbimEmulator.Patterns;
using MbimEmulator.Scenarios;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Fields;
using MbimProtocol.Messages;
using MbimProtocol.Services;

namespace MbimEmulator.Faults;

/// <summary>Actions that change what a whole message says, and keep it a message.</summary>
internal static class MessageEdits
{
    /// <summary>Does an action; says why it cannot.</summary>
    /// <param name="action">The action.</param>
    /// <param name="traffic">What it acts on.</param>
    /// <param name="currentState">What the modem would say of a CID now: the basis of an answer that had no information buffer.</param>
    public static string? Apply(FaultAction action, InFlight traffic, Func<Guid, uint, byte[]?> currentState)
    {
        if (traffic.Plan is not null)
        {
            return "it has been given another shape on the wire already; change it before";
        }

        return action switch
        {
            SwapTransactionIdAction swap => SwapTransactionId(swap, traffic),
            SwapCidAction swap => SwapCid(swap, traffic),
            FunctionErrorAction error => Replace(traffic, writer => MbimMessageWriter.WriteFunctionError(writer, MessageHeader.Read(traffic.Bytes).TransactionId, error.Error)),
            ChangeAction change => Change(change, traffic),
            AnswerAction answer => Answer(answer, traffic, currentState),
            _ => $"{action.GetType().Name} changes no message",
        };
    }

    /// <summary>What a command is answered instead of by the modem.</summary>
    public static bool AnswerTo(InFlight command, FaultAction action, out byte[] answer, out string problem)
    {
        answer = [];
        if (!MbimMessage.TryParse(command.Bytes, MbimReadMode.Tolerant, out var message, out var error))
        {
            problem = $"the command is no longer whole: {error}";
            return false;
        }

        problem = "";
        var id = message.TransactionId;
        var writer = new ArrayBufferWriter<byte>();
        switch (action)
        {
            case FunctionErrorAction functionError:
                MbimMessageWriter.WriteFunctionError(writer, id, functionError.Error);
                break;
            case RefuseCallAction refuse:
                MbimMessageWriter.WriteCommandDone(writer, id, message.DeviceServiceId, message.Cid, (MbimStatus)refuse.Result, []);
                break;
            case AnswerAction when message.Type == MbimMessageType.Open:
                MbimMessageWriter.WriteOpenDone(writer, id, ((AnswerAction)action).Status ?? MbimStatus.Success);
                break;
            case AnswerAction when message.Type == MbimMessageType.Close:
                MbimMessageWriter.WriteCloseDone(writer, id, ((AnswerAction)action).Status ?? MbimStatus.Success);
                break;
            case AnswerAction given when message.Type == MbimMessageType.Command:
                var status = given.Status ?? MbimStatus.Success;
                byte[] buffer = [];
                if ((status == MbimStatus.Success || given.Fields is not null || given.Bytes is not null)
                    && !TryMakeBuffer(message.DeviceServiceId, message.Cid, BufferKind.Response, command.Port.Version, null, given.Fields, given.Bytes, out buffer, out problem))
                {
                    return false;
                }

                MbimMessageWriter.WriteCommandDone(writer, id, message.DeviceServiceId, message.Cid, status, buffer);
                break;
            default:
                problem = $"{message.Type} is not answered so";
                return false;
        }

        answer = writer.WrittenSpan.ToArray();
        return true;
    }

    /// <summary>Makes an information buffer of fields, or takes the bytes as they are.</summary>
    public static bool TryMakeBuffer(
        Guid service, uint cid, BufferKind kind, MbimExVersion version, byte[]? basis, FieldValue.Map? fields, MbimArray<byte>? bytes, out byte[] buffer, out string problem)
    {
        problem = "";
        if (bytes is { } given)
        {
            buffer = given.AsSpan().ToArray();
            return true;
        }

        if (MbimServices.Find(service, cid) is not { } declared || (declared.Kinds & kind) == 0)
        {
            buffer = [];
            problem = fields is null ? "" : $"CID {cid} of {service} has no declared {kind}; give bytes";
            return fields is null;
        }

        if (MbimFields.TryChange(declared, kind, version, basis, fields ?? new FieldValue.Map([]), out var changed, out var error))
        {
            buffer = changed;
            return true;
        }

        buffer = [];
        problem = error.ToString();
        return false;
    }

    /// <summary>Makes MessageLength and InformationBufferLength what the bytes are.</summary>
    public static void MendLengths(byte[] message)
    {
        if (message.Length < MessageHeader.Size)
        {
            return;
        }

        var type = MessageHeader.Read(message).Type;
        var size = MbimMessage.HeaderSize(type);
        BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(4), (uint)message.Length);
        if (MbimMessage.IsFragmentable(type) && message.Length >= size)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(size - 4), (uint)(message.Length - size));
        }
    }

    private static string? SwapTransactionId(SwapTransactionIdAction swap, InFlight traffic)
    {
        var place = traffic.Bytes.AsSpan(8, 4);
        BinaryPrimitives.WriteUInt32LittleEndian(place, swap.Value ?? unchecked(BinaryPrimitives.ReadUInt32LittleEndian(place) + swap.Add));
        return null;
    }

    private static string? SwapCid(SwapCidAction swap, InFlight traffic)
    {
        if (!MbimMessage.IsFragmentable(MessageHeader.Read(traffic.Bytes).Type))
        {
            return "it has no CID";
        }

        swap.Service?.TryWriteBytes(traffic.Bytes.AsSpan(20, 16), bigEndian: true, out _);
        if (swap.Cid is { } cid)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(traffic.Bytes.AsSpan(36), cid);
        }

        return null;
    }

    private static string? Change(ChangeAction change, InFlight traffic)
    {
        if (!MbimMessage.TryParse(traffic.Bytes, MbimReadMode.Tolerant, out var message, out var error))
        {
            return $"it is no longer whole: {error}";
        }

        if (!TryMakeBuffer(
            message.DeviceServiceId, message.Cid, MessagePlaces.KindOf(message), traffic.Port.Version, message.InformationBuffer.ToArray(), change.Fields, null, out var buffer, out var problem))
        {
            return problem;
        }

        SetBuffer(traffic, buffer);
        return null;
    }

    private static string? Answer(AnswerAction answer, InFlight traffic, Func<Guid, uint, byte[]?> currentState)
    {
        var type = MessageHeader.Read(traffic.Bytes).Type;
        if (type is MbimMessageType.OpenDone or MbimMessageType.CloseDone)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(traffic.Bytes.AsSpan(12), (uint)(answer.Status ?? MbimStatus.Success));
            return null;
        }

        if (type != MbimMessageType.CommandDone || !MbimMessage.TryParse(traffic.Bytes, MbimReadMode.Tolerant, out var message, out _))
        {
            return "only OPEN_DONE, CLOSE_DONE and COMMAND_DONE answer";
        }

        var buffer = message.InformationBuffer.ToArray();
        if (answer.Fields is not null || answer.Bytes is not null)
        {
            var (service, cid) = (message.DeviceServiceId, message.Cid);
            if (!TryMakeBuffer(service, cid, BufferKind.Response, traffic.Port.Version, buffer.Length == 0 ? currentState(service, cid) : buffer, answer.Fields, answer.Bytes, out buffer, out var problem))
            {
                return problem;
            }
        }
        else if (answer.Status is { } failing && failing != MbimStatus.Success)
        {
            buffer = [];
        }

        SetBuffer(traffic, buffer);
        if (answer.Status is { } status)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(traffic.Bytes.AsSpan(40), (uint)status);
        }

        return null;
    }

    private static void SetBuffer(InFlight traffic, byte[] buffer)
    {
        var size = MbimMessage.HeaderSize(MessageHeader.Read(traffic.Bytes).Type);
        traffic.Bytes = [.. traffic.Bytes.AsSpan(0, size), .. buffer];
        MendLengths(traffic.Bytes);
    }

    private static string? Replace(InFlight traffic, Action<IBufferWriter<byte>> write)
    {
        var writer = new ArrayBufferWriter<byte>();
        write(writer);
        traffic.Bytes = writer.WrittenSpan.ToArray();
        return null;
    }
}
