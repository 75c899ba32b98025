using MbimEmulator.Card;
using MbimEmulator.Profiles;
using MbimProtocol.Messages;

namespace MbimEmulator.Modem.Sim;

/// <content>Cards come into the slots and leave them, and the modem goes from one slot to another.</content>
internal sealed partial class SimModule
{
    /// <summary>Puts a card into a slot again, or another one in its place.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="other">The other one; null for the one that was there.</param>
    public void Insert(int slot, SimProfile? other)
    {
        var tray = _slots.TrayOf(slot);
        tray.Check(other);
        if (tray.Condition != SimCondition.Absent)
        {
            Eject(slot);
        }

        tray.Insert(other);
        _slots.Keep();
        _slots.Changed(slot);
    }

    /// <summary>Takes the card out of a slot.</summary>
    public void Eject(int slot)
    {
        _slots.TrayOf(slot).Eject();
        _slots.Keep();
        _slots.Changed(slot);
    }

    /// <summary>A card from outside has come into the reader, which is the first slot.</summary>
    public void TakeCard(ICardTerminal card)
    {
        _slots.First.Take(card);
        _slots.Changed(0);
    }

    /// <summary>That card has left it, or does not answer any more.</summary>
    public void LoseCard(ICardTerminal card)
    {
        if (_slots.First.Lose(card))
        {
            _slots.Changed(0);
        }
    }

    private void CardChanged()
    {
        if (Tray.Condition == SimCondition.Absent)
        {
            LetGo(MbimStatus.SimNotInserted);
        }
        else
        {
            PowerOn();
        }
    }

    // The other card belongs to nobody yet.
    private void Leave()
    {
        IsPassedThrough = false;
        LetGo(MbimStatus.NotInitialized);
    }

    private void LetGo(MbimStatus reason)
    {
        StopReading();
        Slot.Insert(null);
        CardReset?.Invoke();
        _work.Finish(reason);
        Refresh();
    }
}
