using System.Diagnostics.CodeAnalysis;

namespace MbimEmulator.Sharing;

/// <summary>The guests' commands that wait for the function: in order within one guest, and one of each guest in turn.</summary>
internal sealed class FairCommandQueue
{
    // Each member that has something queued, once.
    private readonly Queue<SharedHostMember> _turns = new();

    /// <summary>Appends a command to those of its guest; the queue owns its information buffer from here on.</summary>
    public void Add(SharedHostMember member, in QueuedCommand command)
    {
        if (member.Queued.Count == 0)
        {
            _turns.Enqueue(member);
        }

        member.Queued.Enqueue(command);
    }

    /// <summary>Takes the next command of the guest whose turn it is; the caller disposes its information buffer.</summary>
    public bool TryTake([NotNullWhen(true)] out SharedHostMember? member, out QueuedCommand command)
    {
        command = default;
        if (!_turns.TryDequeue(out member))
        {
            return false;
        }

        command = member.Queued.Dequeue();
        if (member.Queued.Count > 0)
        {
            _turns.Enqueue(member);
        }

        return true;
    }

    /// <summary>Throws away what a guest that leaves has queued; its subscriptions stay, as others may rely on the list that they bring.</summary>
    public void Drop(SharedHostMember member)
    {
        var hadTurn = member.Queued.Count > 0;
        for (var count = member.Queued.Count; count > 0; count--)
        {
            var command = member.Queued.Dequeue();
            if (command.Request.Purpose == SharedRequestPurpose.Subscribe)
            {
                member.Queued.Enqueue(command);
            }
            else
            {
                command.InformationBuffer.Dispose();
            }
        }

        if (!hadTurn || member.Queued.Count > 0)
        {
            return;
        }

        for (var count = _turns.Count; count > 0; count--)
        {
            var other = _turns.Dequeue();
            if (other != member)
            {
                _turns.Enqueue(other);
            }
        }
    }
}
