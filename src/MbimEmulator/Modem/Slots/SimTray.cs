using MbimEmulator.Card;
using MbimEmulator.Modem.Core;
using MbimEmulator.Profiles;

namespace MbimEmulator.Modem.Slots;

/// <summary>What is in a SIM slot: a card of the emulator's own, or, where the profile has a reader, the card from outside that is in there.</summary>
internal sealed class SimTray
{
    private const string OwnCard = "The SIM is a card of the emulator's own; one from outside needs a profile with sim.reader.";

    private readonly ModuleContext _modem;
    private SimCondition _condition;
    private CardMemory? _kept;
    private CardSession? _own;
    private ICardTerminal? _outside;

    /// <summary>Makes a slot.</summary>
    /// <param name="modem">The modem.</param>
    /// <param name="first">What the profile has for it.</param>
    /// <param name="kept">What was in it when the modem was last heard of; null for a new modem.</param>
    public SimTray(ModuleContext modem, SimProfile first, SimSnapshot? kept)
    {
        (_modem, First, Profile) = (modem, first, first);
        if (kept is not null)
        {
            if (kept.Card.Reader is null != first.Reader is null)
            {
                throw new ModemSnapshotException(
                    "sim",
                    first.Reader is { } reader
                        ? $"the modem that was kept has a card of the emulator's own, while the profile takes one from outside (sim.reader: {reader}). Use another state file, or a profile without reader."
                        : "the modem that was kept takes its card from outside, while the profile has no sim.reader. Use another state file, or a profile with reader.");
            }

            // The card may come in at another place than before.
            Profile = kept.Card with { Reader = first.Reader };
        }

        (_condition, IsServiceActivated, _kept) = (Profile.Condition, Profile.ServiceActivated, kept?.Memory);
    }

    /// <summary>The card that the modem came with.</summary>
    public SimProfile First { get; }

    /// <summary>What is said of the card and its slot; of a card from outside, what it cannot say itself.</summary>
    public SimProfile Profile { get; private set; }

    public bool IsServiceActivated { get; set; }

    /// <summary>Whether there is a card that works. A reader without a card is an empty slot.</summary>
    public SimCondition Condition => _condition == SimCondition.Present && Profile.Reader is not null && _outside is null ? SimCondition.Absent : _condition;

    /// <summary>The modem's way to the card; null without one that works.</summary>
    public ICardTerminal? Terminal => _condition == SimCondition.Present ? OwnIfAny ?? _outside : null;

    /// <summary>The emulator's own card, if it works.</summary>
    public UiccCard? Card => _condition == SimCondition.Present ? OwnIfAny?.Card : null;

    /// <summary>The modem's session with the emulator's own card, whether it works or not.</summary>
    /// <exception cref="InvalidOperationException">The card comes from outside.</exception>
    public CardSession Own => OwnIfAny ?? throw new InvalidOperationException($"The SIM is a card from outside (sim.reader: {Profile.Reader}), which the emulator cannot change; change it where it is.");

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
            (_own, _kept) = (null, null);
        }

        _condition = other?.Condition ?? SimCondition.Present;
    }

    public void Eject() => _condition = SimCondition.Absent;

    /// <summary>A card from outside is in the reader.</summary>
    /// <exception cref="InvalidOperationException">The profile has none, or there is a card in it.</exception>
    public void Take(ICardTerminal card)
    {
        if (Profile.Reader is null || _outside is not null)
        {
            throw new InvalidOperationException(Profile.Reader is not null ? "There is a card in the reader; take it out first." : OwnCard);
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
        (OwnIfAny?.Card.Describe(Profile) ?? Profile) with { Condition = _condition, ServiceActivated = IsServiceActivated }, OwnIfAny?.Card.Memory ?? new CardMemory());

    // A slot that stays empty needs no card.
    private CardSession? OwnIfAny
    {
        get
        {
            if (_own is null && Profile.Reader is null)
            {
                var card = new UiccCard(CardBuilder.Build(_modem.Profile with { Sim = Profile }), _kept);
                card.Changed += _modem.Keep;
                _own = new CardSession(card);
            }

            return _own;
        }
    }
}
