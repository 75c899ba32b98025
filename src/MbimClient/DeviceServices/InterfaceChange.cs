namespace MbimClient.DeviceServices;

/// <summary>What became of an interface.</summary>
/// <param name="InterfaceId">A GUID in braces, in capitals.</param>
/// <param name="Kind">Arrival or removal.</param>
/// <example>
/// <code>
/// await foreach (var change in client.WatchInterfaces())
/// {
///     Console.WriteLine($"{change.InterfaceId}: {change.Kind}");
/// }
/// </code>
/// </example>
public sealed record InterfaceChange(string InterfaceId, InterfaceChangeKind Kind);
