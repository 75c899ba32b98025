namespace MbimClient;

/// <summary>What can go wrong with a request to an MBIM function; the derived types say which.</summary>
/// <param name="message">What happened, where, and what to do.</param>
/// <param name="innerException">The exception that caused this one; null if there is none.</param>
public abstract class MbimException(string message, Exception? innerException = null) : Exception(message, innerException);
