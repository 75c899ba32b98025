namespace MbimClient.WinRT;

/// <summary>Windows.Foundation.TypedEventHandler.</summary>
/// <param name="sender">Whose event it is.</param>
/// <param name="args">What happened.</param>
public delegate void TypedEventHandler<in TSender, in TResult>(TSender sender, TResult args);
