/** The styles of what is loaded late, as something that can be waited for. */
import './late.css'
