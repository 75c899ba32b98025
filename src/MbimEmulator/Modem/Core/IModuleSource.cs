namespace MbimEmulator.Modem.Core;

/// <summary>The modules of one modem, as handlers that all modems share find them.</summary>
internal interface IModuleSource
{
    /// <summary>The module at this place among all kinds of modules.</summary>
    ModemModule At(int index);

    /// <summary>A command that may have changed something has been handled: the notifications of what it did leave.</summary>
    void Handled();
}
