namespace MbimClient.WinRT;

/// <summary>Windows.Foundation.TypedEventHandler.</summary>
/// <param name="sender">The object that raised the event.</param>
/// <param name="args">The event's arguments.</param>
public delegate void TypedEventHandler<in TSender, in TResult>(TSender sender, TResult args);
