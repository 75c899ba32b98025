namespace MbimClient.Mbn;

/// <summary>A device service of a modem.</summary>
public struct MBN_DEVICE_SERVICE
{
    /// <summary>The service's UUID: a GUID in braces, in capitals.</summary>
    public string deviceServiceID;

    /// <summary>Whether data can be written in a data session.</summary>
    public bool dataWriteSupported;

    /// <summary>Whether data can be read in a data session.</summary>
    public bool dataReadSupported;
}
