using MbimEmulator.Card;

namespace MbimEmulator.Modem.Sim;

/// <summary>Programs beside the host that use the card now and then, on purpose (<c>sim-apdu</c>): one with a session of its own, one on the modem's.</summary>
internal sealed class SimPrograms(SimModule sim)
{
    private SimTerminal? _own;
    private SimTerminal? _shared;

    /// <summary>Gives the card a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="isShared">Whether on the modem's session.</param>
    /// <param name="answered">Takes the answer, now or later.</param>
    /// <exception cref="InvalidOperationException">There is no card.</exception>
    public void Transmit(byte[] command, bool isShared, CardAnswerHandler answered)
    {
        if (sim.Slot.Card is null)
        {
            throw new InvalidOperationException("There is no SIM in the slot that works; insert one first.");
        }

        ref var terminal = ref isShared ? ref _shared : ref _own;
        terminal ??= new SimTerminal(sim, isShared, static change => change());
        terminal.Transmit(command, answered);
    }
}
