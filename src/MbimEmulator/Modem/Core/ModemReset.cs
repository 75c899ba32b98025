namespace MbimEmulator.Modem.Core;

/// <summary>How a modem came to start again.</summary>
public enum ModemReset
{
    /// <summary>Its software recovered by itself: open DSS sessions stay open.</summary>
    Recovery,

    /// <summary>It lost power: all sessions were closed before.</summary>
    Power,
}
