using MbimEmulator.Card;
using MbimEmulator.Modem.Core;
using MbimEmulator.Profiles;

namespace MbimEmulator.Modem.Sim;

/// <summary>What is in the SIM slot: a card of the emulator's own, or, where the profile has a reader, the card from outside that is in there.</summary>
internal sealed class SimTray
{
    private const string OwnCard = "The SIM is a card of the emulator's own; one from outside needs a profile with sim.reader.";

    private readonly ModuleContext _modem;
    private SimCondition _condition;
    private CardSession? _own;
    private ICardTerminal? _outside;

    public SimTray(ModuleContext modem)
    {
        _modem = modem;
        Profile = modem.Profile.Sim;
        if (modem.TryRestore(SimSection.Kept, out var kept))
        {
            if (kept.Card.Reader is null != Profile.Reader is null)
            {
                throw new ModemSnapshotException(
                    "sim",
                    Profile.Reader is { } reader
                        ? $"the modem that was kept has a card of the emulator's own, while the profile takes one from outside (sim.reader: {reader}). Use another state file, or a profile without reader."
                        : "the modem that was kept takes its card from outside, while the profile has no sim.reader. Use another state file, or a profile with reader.");
            }

            // The card may come in at another place than before.
            Profile = kept.Card with { Reader = Profile.Reader };
        }

        (_condition, IsServiceActivated) = (Profile.Condition, Profile.ServiceActivated);
        _own = Make(kept?.Memory);
    }

    /// <summary>What is said of the card and its slot; of a card from outside, what it cannot say itself.</summary>
    public SimProfile Profile { get; private set; }

    public bool IsServiceActivated { get; set; }

    /// <summary>Whether there is a card that works. A reader without a card is an empty slot.</summary>
    public SimCondition Condition => _condition == SimCondition.Present && _own is null && _outside is null ? SimCondition.Absent : _condition;

    /// <summary>The modem's way to the card; null without one that works.</summary>
    public ICardTerminal? Terminal => _condition == SimCondition.Present ? _own ?? _outside : null;

    /// <summary>The emulator's own card, if it works.</summary>
    public UiccCard? Card => _condition == SimCondition.Present ? _own?.Card : null;

    /// <summary>The modem's session with the emulator's own card, whether it works or not.</summary>
    /// <exception cref="InvalidOperationException">The card comes from outside.</exception>
    public CardSession Own => _own ?? throw new InvalidOperationException($"The SIM is a card from outside (sim.reader: {Profile.Reader}), which the emulator cannot change; change it where it is.");

    /// <summary>Checks that what is described can come into the slot; null stands for what is in there already.</summary>
    /// <exception cref="InvalidOperationException">It is of the other kind, or of another reader.</exception>
    public void Check(SimProfile? other)
    {
        if (other is not null && other.Reader != Profile.Reader)
        {
            throw new InvalidOperationException(
                Profile.Reader is { } reader
                    ? $"The SIM is a card from outside (sim.reader: {reader}); connect another card there."
                    : OwnCard);
        }
    }

    /// <summary>Puts the card in again, or another one in its place.</summary>
    public void Insert(SimProfile? other)
    {
        if (other is not null)
        {
            (Profile, IsServiceActivated) = (other, other.ServiceActivated);
            _own = Make(null);
        }

        _condition = other?.Condition ?? SimCondition.Present;
    }

    public void Eject() => _condition = SimCondition.Absent;

    /// <summary>A card from outside is in the reader.</summary>
    /// <exception cref="InvalidOperationException">The profile has none, or there is a card in it.</exception>
    public void Take(ICardTerminal card)
    {
        if (_own is not null || _outside is not null)
        {
            throw new InvalidOperationException(_own is null ? "There is a card in the reader; take it out first." : OwnCard);
        }

        _outside = card;
    }

    /// <summary>That card is out of the reader.</summary>
    /// <returns>False when it was not in there, or another one is.</returns>
    public bool Lose(ICardTerminal card)
    {
        if (_outside != card)
        {
            return false;
        }

        _outside = null;
        return true;
    }

    public SimSnapshot TakeSnapshot() => new(
        (_own?.Card.Describe(Profile) ?? Profile) with { Condition = _condition, ServiceActivated = IsServiceActivated }, _own?.Card.Memory ?? new CardMemory());

    private CardSession? Make(CardMemory? memory)
    {
        if (Profile.Reader is not null)
        {
            return null;
        }

        var card = new UiccCard(CardBuilder.Build(_modem.Profile with { Sim = Profile }), memory);
        card.Changed += _modem.Keep;
        return new CardSession(card);
    }
}
