namespace MbimEmulator.MbnService;

/// <summary>What a handle stands for: a context of an interface, or a device service of it.</summary>
/// <param name="Client">The client that the handle belongs to.</param>
/// <param name="Handle">The handle.</param>
/// <param name="Interface">The interface.</param>
/// <param name="Service">The device service; null for a context.</param>
internal sealed record DeviceServiceObject(ServiceClient Client, uint Handle, ServiceInterface Interface, Guid? Service);
