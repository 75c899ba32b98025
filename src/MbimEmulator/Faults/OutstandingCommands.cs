using MbimEmulator.Scenarios;
using MbimProtocol;
using MbimProtocol.Messages;

namespace MbimEmulator.Faults;

/// <summary>The commands that wait for their answers, as far as a rule asks for what an answer answers.</summary>
internal sealed class OutstandingCommands
{
    // As many as a function can have outstanding, many times over: a host that is never answered fills it.
    private const int Max = 4096;

    private Dictionary<uint, OutstandingCommand>? _commands;

    /// <summary>Whether none waits.</summary>
    public bool IsEmpty => _commands is not { Count: > 0 };

    /// <summary>A command goes to the function.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (MbimMessage.TryParse(bytes, MbimReadMode.Tolerant, out var command, out _))
        {
            _commands ??= [];
            if (_commands.Count >= Max)
            {
                _commands.Clear();
            }

            _commands[command.TransactionId] = new OutstandingCommand(command.CommandType, command.InformationBuffer.ToArray());
        }
    }

    /// <summary>The command that a message answers; null when it answers none, or none that is known.</summary>
    public OutstandingCommand? Take(ReadOnlySpan<byte> bytes)
    {
        if (IsEmpty || MessageHeader.Read(bytes) is not { Type: MbimMessageType.CommandDone } header)
        {
            return null;
        }

        _commands!.Remove(header.TransactionId, out var command);
        return command;
    }

    /// <summary>Nothing that was asked before is answered.</summary>
    public void Clear() => _commands?.Clear();
}
