using System.Buffers;
using MbimProtocol;
using MbimProtocol.Messages;

namespace MbimEmulator.Scenarios;

/// <summary>Answers in the modem's place: the command goes no further.</summary>
internal static class CommandAnswers
{
    /// <summary>Answers a command; it goes on when it cannot be answered.</summary>
    public static TrafficFate Give(FaultTraffic command, IActionContext context, CommandAnswer write)
    {
        context.Tell(command, "answered in the modem's place");
        var writer = new ArrayBufferWriter<byte>();
        var problem = MbimMessage.TryParse(command.Bytes, MbimReadMode.Tolerant, out var message, out var error)
            ? write(message, writer)
            : $"the command is no longer whole: {error}";
        if (problem is not null)
        {
            context.TellProblem(command, problem);
            return TrafficFate.GoesOn;
        }

        context.Reply(command, writer.WrittenSpan.ToArray());
        return TrafficFate.Ends;
    }
}
