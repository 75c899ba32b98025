using System.Buffers;
using System.Buffers.Binary;
using MbimEmulator.Yaml;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Fields;
using MbimProtocol.Messages;

namespace MbimEmulator.Scenarios;

/// <summary>
/// What the host is answered. After a COMMAND: instead of the modem, which does not see the command. After a COMMAND_DONE, OPEN_DONE or CLOSE_DONE:
/// in place of what the modem said.
/// </summary>
public sealed record AnswerAction() : FaultAction(ActionTarget.Message)
{
    private static readonly YamlKey<MbimStatus> StatusKey = new("status", Statuses.Status, "The status; default: success for a command, otherwise unchanged.");
    private static readonly YamlKey<FieldValue.Map> FieldsKey = new("fields", FieldForms.Changes, "Fields of the information buffer; others stay unchanged; without a buffer, they get the modem's current values or their defaults.");
    private static readonly YamlKey<MbimArray<byte>> BytesKey = new("bytes", YamlForms.Bytes(ScenarioForms.MaxBytes), "The complete information buffer instead.");

    /// <summary>The status; null leaves it, for a command SUCCESS.</summary>
    public MbimStatus? Status { get; init; }

    /// <summary>Fields of the information buffer; what is not named stays as it is; where there was none, it is as the modem would say it now, or has its default.</summary>
    public FieldValue.Map? Fields { get; init; }

    /// <summary>The whole information buffer; null leaves it, for a failing status empty.</summary>
    public MbimArray<byte>? Bytes { get; init; }

    internal static ActionKind[] FileKinds { get; } =
    [
        new("answer", "The answer to the host. A command, OPEN or CLOSE is answered instead of reaching the modem; otherwise the modem's own answer is replaced.",
            StatusKey, [StatusKey, FieldsKey, BytesKey], values =>
            {
                values.Exclude(FieldsKey, BytesKey);
                return new AnswerAction { Status = values.GetOrNull(StatusKey), Fields = values.GetOrAbsent(FieldsKey), Bytes = values.GetOrNull(BytesKey) };
            })
        {
            Needs = TriggerTraits.Answered,
            CanStandAlone = true,
            CheckWith = (action, trigger, values) => ((AnswerAction)action).Check(trigger, values.Find(FieldsKey) ?? values.Find(BytesKey) ?? values.Item),
        },
        new("busy", "The answer is BUSY.", null, [], _ => new AnswerAction { Status = MbimStatus.Busy }) { Needs = TriggerTraits.Answered, CanStandAlone = true },
    ];

    internal override bool WaitsForDeferred => true;

    internal override bool AnswersWithSuccess => Status is null or MbimStatus.Success;

    internal override TrafficFate ActOn(FaultTraffic traffic, IActionContext context) => traffic.IsCommand
        ? CommandAnswers.Give(traffic, context, (command, writer) => Write(command, traffic.Port.Version, writer))
        : Told(traffic, context, ProblemOfShape(traffic) ?? Rewrite(traffic, context), $"answered {(Status is { } status ? $"with {status}" : "")}{NamesOf(Fields)}".TrimEnd());

    // Complains of an answer that what it answers cannot have.
    private void Check(Trigger trigger, YamlItem place)
    {
        var type = trigger.Messages?.Type;
        if (Fields is null && Bytes is null)
        {
            if (Status is null && type is MbimMessageType.CommandDone or MbimMessageType.OpenDone or MbimMessageType.CloseDone)
            {
                throw place.Error("an answer that changes nothing", "a status, fields or bytes");
            }

            return;
        }

        if (type is not (MbimMessageType.Command or MbimMessageType.CommandDone))
        {
            throw place.Error("an information buffer", "a status alone, since only a command's answer has an information buffer");
        }

        if (Fields is { } fields)
        {
            FieldChecks.Check(trigger.Buffer with { Kinds = BufferKind.Response }, fields, place);
        }
    }

    private string? Write(MbimMessage command, MbimExVersion version, IBufferWriter<byte> writer)
    {
        var (id, status) = (command.TransactionId, Status ?? MbimStatus.Success);
        switch (command.Type)
        {
            case MbimMessageType.Open:
                MbimMessageWriter.WriteOpenDone(writer, id, status);
                return null;
            case MbimMessageType.Close:
                MbimMessageWriter.WriteCloseDone(writer, id, status);
                return null;
            case MbimMessageType.Command:
                byte[] buffer = [];
                if ((status == MbimStatus.Success || Fields is not null || Bytes is not null)
                    && !InformationBuffers.TryMake(command.DeviceServiceId, command.Cid, BufferKind.Response, version, null, Fields, Bytes, out buffer, out var problem))
                {
                    return problem;
                }

                MbimMessageWriter.WriteCommandDone(writer, id, command.DeviceServiceId, command.Cid, status, buffer);
                return null;
            default:
                return $"{command.Type} is not answered so";
        }
    }

    private string? Rewrite(FaultTraffic traffic, IActionContext context)
    {
        var type = MessageHeader.Read(traffic.Bytes).Type;
        if (type is MbimMessageType.OpenDone or MbimMessageType.CloseDone)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(traffic.Bytes.AsSpan(12), (uint)(Status ?? MbimStatus.Success));
            return null;
        }

        if (type != MbimMessageType.CommandDone || !MbimMessage.TryParse(traffic.Bytes, MbimReadMode.Tolerant, out var message, out _))
        {
            return "only OPEN_DONE, CLOSE_DONE and COMMAND_DONE answer";
        }

        var buffer = message.InformationBuffer.ToArray();
        if (Fields is not null || Bytes is not null)
        {
            var (service, cid, version) = (message.DeviceServiceId, message.Cid, traffic.Port.Version);
            var basis = buffer.Length == 0 ? context.CurrentState(service, cid, version) : buffer;
            if (!InformationBuffers.TryMake(service, cid, BufferKind.Response, version, basis, Fields, Bytes, out buffer, out var problem))
            {
                return problem;
            }
        }
        else if (Status is { } failing && failing != MbimStatus.Success)
        {
            buffer = [];
        }

        traffic.SetInformationBuffer(buffer);
        if (Status is { } status)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(traffic.Bytes.AsSpan(40), (uint)status);
        }

        return null;
    }
}
