using MbimProtocol;

namespace MbimEmulator.Modem;

/// <summary>A modem as those see it who do something to it as a whole. Used inside its mailbox alone.</summary>
internal interface IModemControl
{
    /// <summary>The modem.</summary>
    SimulatedModem Modem { get; }

    /// <summary>Whether its MBIM function is open.</summary>
    bool IsOpen { get; }

    /// <summary>Somebody pulls it out.</summary>
    void Remove();

    /// <summary>Somebody plugs it in.</summary>
    void Insert();

    /// <summary>Its firmware resets it; applications keep their sessions.</summary>
    /// <exception cref="InvalidOperationException">It is not plugged in.</exception>
    void Reset();

    /// <summary>The USB bus is reset: transfers under way fail, the MBIM session is over.</summary>
    /// <exception cref="InvalidOperationException">It has no USB host.</exception>
    void ResetBus();

    /// <summary>Another client agrees with it on an MBIMEx version.</summary>
    void AgreeVersion(MbimExVersion version);
}
